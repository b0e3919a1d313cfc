"""Whatever both sides, the support and strangers ask, in whatever order, again and again."""

import json
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,  # pyright: ignore[reportUnknownVariableType]
)
from sqlalchemy import func, select

from api.core.errors import ChoraleError
from api.domain.sollicitation_acts import Act, acts_for
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.base import Base
from api.models.notification import Notification
from api.models.sollicitation import Sollicitation, SollicitationFile, SollicitationStep
from api.portal.sollicitations.tests.people import OWN, RECEIVED, People, gather
from api.portal.tests.builders import PortalBuilder
from api.portal.tests.machine_world import MachineWorld

ACTS = st.sampled_from(list(Act))
TEXTS = st.sampled_from([None, "", "Un texte.", "Un autre texte."])
KEYS = st.sampled_from([None, "key-1", "key-2", "key-3"])
TOWN = st.sampled_from(["rita", "rita", "remi", "maud"])
STRANGERS = st.sampled_from(["stan", "paul"])
MOST = 4  # sollicitations at once: acts fall on the same ones again

type Step = tuple[Any, ...]


class World(MachineWorld):
    """Emptied before each run."""

    people: People

    async def start_again(self) -> None:
        async with self.database.engine.begin() as connection:
            await connection.run_sync(Base.metadata.drop_all)
            await connection.run_sync(Base.metadata.create_all)
        self.people = await gather(self.client, PortalBuilder(self.client))

    async def histories(self) -> dict[str, list[Step]]:
        """Every column of every step, by reference; nothing for a draft."""
        async with self.database.new_read_session() as session:
            references = await session.scalars(select(Sollicitation.reference))
            found: dict[str, list[Step]] = {reference: [] for reference in references}
            table = Base.metadata.tables["sollicitation_steps"]
            statement = (
                select(Sollicitation.reference, *table.columns)
                .join(Sollicitation, Sollicitation.id == SollicitationStep.sollicitation_id)
                .order_by(SollicitationStep.id)
            )
            for row in await session.execute(statement):
                found[row[0]].append(tuple(row)[1:])
            return found

    async def rows(self) -> list[Sollicitation]:
        async with self.database.new_read_session() as session:
            return list(await session.scalars(select(Sollicitation)))

    async def steps(self) -> list[SollicitationStep]:
        async with self.database.new_read_session() as session:
            statement = select(SollicitationStep).order_by(SollicitationStep.id)
            return list(await session.scalars(statement))

    async def files(self) -> list[tuple[str, SollicitationFile]]:
        async with self.database.new_read_session() as session:
            statement = select(Sollicitation.reference, SollicitationFile).join(
                SollicitationFile, SollicitationFile.sollicitation_id == Sollicitation.id
            )
            return [(row[0], row[1]) for row in await session.execute(statement)]

    async def weight(self) -> tuple[int, ...]:
        """How many rows there are of what an act adds."""
        async with self.database.new_read_session() as session:
            counted = (Sollicitation, SollicitationStep, SollicitationFile, Notification)
            statements = (select(func.count()).select_from(each) for each in counted)
            return tuple([await session.scalar(each) or 0 for each in statements])


class Machine(RuleBasedStateMachine):
    """After each request the history has at most grown, and agrees with the state."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.world.run(self.world.start_again())
        self.people = self.world.people
        self.references: list[str] = []
        self.histories: dict[str, list[Step]] = {}
        self.done: dict[str, tuple[Any, ...]] = {}
        self.file_a_first_one()

    def file_a_first_one(self) -> None:
        self.references.append(self.world.run(self.people.filed()))

    @rule(draft=st.booleans(), support=st.booleans(), key=KEYS)
    def file(self, draft: bool, support: bool, key: str | None) -> None:
        if len(self.references) == MOST and key is None:
            return
        changes: dict[str, Any] = {"draft": draft}
        if support:
            changes["sub_category"] = "SUIVI_FACTURE"
        answer = self._ask(self.people.file(key=key, **changes))
        if answer.is_success and answer.json()["reference"] not in self.references:
            self.references.append(answer.json()["reference"])

    @rule(nth=st.integers(0, 9), act=ACTS, text=TEXTS, key=KEYS, said=st.booleans())
    def author_acts(
        self, nth: int, act: Act, text: str | None, key: str | None, said: bool
    ) -> None:
        self._act("anne", self._one(nth), act, text, key, said=said)

    @rule(who=TOWN, nth=st.integers(0, 9), act=ACTS, text=TEXTS, key=KEYS, said=st.booleans())
    def town_acts(  # noqa: PLR0917
        self, who: str, nth: int, act: Act, text: str | None, key: str | None, said: bool
    ) -> None:
        self._act(who, self._one(nth), act, text, key, said=said)

    @rule(who=st.sampled_from(["anne", "rita", "maud"]), nth=st.integers(0, 9), key=KEYS)
    def do_what_is_offered(self, who: str, nth: int, key: str | None) -> None:
        """Which leads further than chance does."""
        reference = self._one(nth)
        base = OWN if who == "anne" else RECEIVED
        seen = self.world.run(self.people.call(who, "GET", f"{base}/{reference}")).json()
        offered = [item["act"] for item in seen.get("acts", []) if item["act"] != Act.SUBMIT]
        if offered:
            act = Act(offered[nth % len(offered)])
            self._act(who, reference, act, "Un texte.", key, said=True)
            self._ask(self.people.join(who, reference, f"{who}.txt", b"texte"))

    @rule(nth=st.integers(0, 9), act=ACTS, text=TEXTS)
    def support_acts(self, nth: int, act: Act, text: str | None) -> None:
        """As the desk does, which sees what is the support's alone."""
        reference = self._one(nth)
        rows = {row.reference: row for row in self.world.run(self.world.rows())}
        if rows[reference].receiver is not Receiver.SUPPORT:
            return
        before = self.world.run(self.world.weight())
        try:
            self.world.run(self.people.support(reference, act, text))
        except ChoraleError:
            assert self.world.run(self.world.weight()) == before

    @rule(nth=st.integers(0, 9), otherwise=st.booleans())
    def say_again(self, nth: int, otherwise: bool) -> None:
        """With the same key: as it was, or to do something else."""
        if not self.done:
            return
        name = sorted(self.done)[nth % len(self.done)]
        who, reference, key = name.split()
        act, text, files = self.done[name]
        if otherwise:
            text = "Tout autre chose."
        before = self.world.run(self.world.weight())
        asked = self.people.act(who, reference, act.value, text, files=files, key=key)
        answer = self._ask(asked)
        assert self.world.run(self.world.weight()) == before, "a key used again adds nothing"
        assert answer.is_success != otherwise

    @rule(nth=st.integers(0, 9), key=KEYS)
    def submit(self, nth: int, key: str | None) -> None:
        path = f"{OWN}/{self._one(nth)}/submission"
        self._ask(self.people.call("anne", "POST", path, key=key))

    @rule(who=st.sampled_from(["anne", "rita", "maud"]), nth=st.integers(0, 9))
    def join(self, who: str, nth: int) -> None:
        self._ask(self.people.join(who, self._one(nth), f"{who}.txt", b"texte"))

    @rule(nth=st.integers(0, 9))
    def throw_away(self, nth: int) -> None:
        reference = self._one(nth)
        was = self.world.run(self.world.histories())[reference]
        answer = self._ask(self.people.call("anne", "DELETE", f"{OWN}/{reference}"))
        assert answer.is_success == (not was), "drafts alone are thrown away"
        if answer.is_success:
            self.references.remove(reference)
            self.file_a_first_one()

    @rule(who=STRANGERS, nth=st.integers(0, 9), act=ACTS)
    def a_stranger_tries(self, who: str, nth: int, act: Act) -> None:
        reference = self._one(nth)
        for base in (OWN, RECEIVED):
            hidden = self._try_everything(who, f"{base}/{reference}", act)
            unknown = self._try_everything(who, f"{base}/SOL-2026-999999", act)
            assert hidden.replace(reference, "SOL-2026-999999") == unknown

    @invariant()
    def what_was_written_stays(self) -> None:
        after = self.world.run(self.world.histories())
        for reference, was in self.histories.items():
            assert after.get(reference, [])[: len(was)] == was
        self.histories = after

    @invariant()
    def each_step_follows_from_the_one_before(self) -> None:
        states: dict[int, SollicitationStatus] = {}
        for step in self.world.run(self.world.steps()):
            before = states.get(step.sollicitation_id, SollicitationStatus.DRAFT)
            assert acts_for(step.party, before)[step.act] is step.status
            states[step.sollicitation_id] = step.status
        for row in self.world.run(self.world.rows()):
            assert states.get(row.id, SollicitationStatus.DRAFT) is row.status
            in_charge = row.status not in _NOBODYS and row.status is not SollicitationStatus.CLOSED
            assert row.assignee is not None or not in_charge
            assert row.assignee is None or row.status not in _NOBODYS
            assert (row.due_at is None) == (row.status in _NOT_DUE)

    @invariant()
    def files_are_both_sides_own(self) -> None:
        for reference, file in self.world.run(self.world.files())[-2:]:
            expected = file.step_id is not None or file.owner == "author:anne"
            assert self._reads("anne", OWN, reference, file.id) == expected
            assert not self._reads("stan", OWN, reference, file.id)
            assert not self._reads("paul", RECEIVED, reference, file.id)

    def _act(
        self, who: str, reference: str, act: Act, text: str | None, key: str | None, *, said: bool
    ) -> None:
        files: list[int] = []
        if said:
            base = OWN if who == "anne" else RECEIVED
            seen = self.world.run(self.people.call(who, "GET", f"{base}/{reference}"))
            files = [file["id"] for file in seen.json().get("files", [])]
        asked = self.people.act(who, reference, act.value, text, files=files, key=key)
        name = f"{who} {reference} {key}"
        written = len(self.world.run(self.world.steps()))
        answer = self._ask(asked)
        # To take again what one is in charge of writes nothing, and no key.
        grown = len(self.world.run(self.world.steps())) > written
        if key is not None and answer.is_success and grown:
            self.done.setdefault(name, (act, text, tuple(files)))

    def _try_everything(self, who: str, path: str, act: Act) -> str:
        files = {"file": ("a.txt", b"texte")}
        answers = [
            self._ask(self.people.call(who, "GET", path)),
            self._ask(self.people.call(who, "POST", f"{path}/acts", json={"act": act.value})),
            self._ask(self.people.call(who, "POST", f"{path}/files", files=files)),
        ]
        assert {answer.status_code for answer in answers} == {404}
        return json.dumps([answer.text for answer in answers])

    def _reads(self, who: str, base: str, reference: str, file_id: int) -> bool:
        path = f"{base}/{reference}/files/{file_id}"
        return self.world.run(self.people.call(who, "GET", path)).is_success

    def _ask(self, request: Awaitable[Response]) -> Response:
        before = self.world.run(self.world.weight())
        answer = self.world.run(request)
        assert answer.status_code < 500, answer.text
        if not answer.is_success:
            assert self.world.run(self.world.weight()) == before
        return answer

    def _one(self, nth: int) -> str:
        return self.references[nth % len(self.references)]


_NOBODYS = frozenset(
    {SollicitationStatus.DRAFT, SollicitationStatus.SUBMITTED, SollicitationStatus.FORWARDED}
)
_NOT_DUE = frozenset(
    {
        SollicitationStatus.DRAFT,
        SollicitationStatus.ANSWERED,
        SollicitationStatus.MORE_REQUESTED,
        SollicitationStatus.CLOSED,
    }
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.close()


def test_the_history_tells_the_truth_whoever_asks_for_whatever(world: World) -> None:
    bound = type("BoundMachine", (Machine,), {"world": world})

    run_state_machine_as_test(
        bound,
        settings=settings(max_examples=8, stateful_step_count=20),
    )
