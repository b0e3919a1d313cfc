"""Whatever people ask, in whatever order: one principal each, and no right from nowhere."""

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx import Response
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,  # pyright: ignore[reportUnknownVariableType]
)
from sqlalchemy import delete, select

from api.domain.rights import Grant, RattachementState, Role, Space
from api.models.base import Base
from api.models.structure import OpenSpace, Structure
from api.models.user import Rattachement, SpaceSubscription, User
from api.portal.rights.tests.bakery import Bakery, open_bakery
from api.portal.tests.builders import PortalBuilder
from api.portal.tests.machine_world import MachineWorld

# Managers act more often than others: what is refused moves nothing.
PEOPLE = st.sampled_from(["anne", "bruno", "chloe", "dora", "anne", "bruno"])
SPACES = st.sampled_from([Space.ISSUED_INVOICES, Space.FLOWS, Space.ENGAGEMENTS, Space.MANAGEMENT])
STATES = st.sampled_from([RattachementState.VALIDATED, RattachementState.DISABLED])
ROLES = st.sampled_from([Role.SECONDARY_MANAGER, Role.SIMPLE_USER])
EVERYTHING_OLD = (SpaceSubscription, Rattachement, OpenSpace, Structure, User)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the tables say: who is in which state and role, who holds what, what is open."""

    members: dict[str, tuple[RattachementState, Role]]
    held: frozenset[tuple[str, Space]]
    opened: frozenset[Space]

    def validated(self, login: str) -> bool:
        return login in self.members and self.members[login][0] is RattachementState.VALIDATED

    def manages(self, login: str) -> bool:
        return self.validated(login) and self.members[login][1].manages

    @property
    def principals(self) -> list[str]:
        principal = (RattachementState.VALIDATED, Role.PRINCIPAL_MANAGER)
        return [login for login, standing in self.members.items() if standing == principal]


class World(MachineWorld):
    """Emptied before each run."""

    bakery: Bakery

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.run(self._create())

    async def _create(self) -> None:
        async with self.database.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def start_again(self) -> None:
        async with self.database.new_session.begin() as session:
            for table in EVERYTHING_OLD:  # requests and notifications go with their users
                await session.execute(delete(table))
        self.bakery = await open_bakery(self.client, PortalBuilder(self.client))
        await self.bakery.ask_in("dora")
        await self.bakery.ask_space("chloe", Space.FLOWS)

    async def look(self) -> Rights:
        async with self.database.new_read_session() as session:
            members = await session.execute(
                select(User.login, Rattachement.state, Rattachement.role).join(User.rattachements)
            )
            held = await session.execute(
                select(User.login, SpaceSubscription.space)
                .join(User.rattachements)
                .join(Rattachement.subscriptions)
            )
            opened = await session.scalars(select(OpenSpace.space))
            return Rights(
                {row[0]: (row[1], row[2]) for row in members},
                frozenset((row[0], row[1]) for row in held),
                frozenset(opened),
            )


class Machine(RuleBasedStateMachine):
    """After each request, what changed must have been the caller's to change."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.world.run(self.world.start_again())
        self.bakery = self.world.bakery
        self.rights = self.world.run(self.world.look())

    @rule(who=PEOPLE)
    def ask_in(self, who: str) -> None:
        self._act(who, self.bakery.ask_in(who))

    @rule(who=PEOPLE, space=SPACES)
    def ask_space(self, who: str, space: Space) -> None:
        self._act(who, self.bakery.ask_space(who, space))

    @rule(who=PEOPLE, nth=st.integers(1, 12), approve=st.booleans())
    def decide(self, who: str, nth: int, approve: bool) -> None:
        self._act(who, self._decide_nth(who, nth, approve))

    @rule(who=PEOPLE, space=SPACES)
    def open_space(self, who: str, space: Space) -> None:
        self._act(who, self.bakery.open_space(who, space))

    @rule(who=PEOPLE, space=SPACES)
    def close_space(self, who: str, space: Space) -> None:
        self._act(who, self.bakery.close_space(who, space))

    @rule(who=PEOPLE, whom=PEOPLE, space=SPACES)
    def unsubscribe(self, who: str, whom: str, space: Space) -> None:
        self._act(who, self.bakery.unsubscribe(who, whom, space))

    @rule(who=PEOPLE, whom=PEOPLE, role=ROLES)
    def give_role(self, who: str, whom: str, role: Role) -> None:
        self._act(who, self.bakery.give_role(who, whom, role))

    @rule(who=PEOPLE, whom=PEOPLE, state=STATES)
    def give_state(self, who: str, whom: str, state: RattachementState) -> None:
        self._act(who, self.bakery.give_state(who, whom, state))

    @rule(who=PEOPLE, whom=PEOPLE)
    def transfer(self, who: str, whom: str) -> None:
        self._act(who, self.bakery.transfer(who, whom))

    @rule(who=PEOPLE, whom=PEOPLE, successor=st.none() | PEOPLE)
    def detach(self, who: str, whom: str, successor: str | None) -> None:
        self._act(who, self.bakery.detach(who, whom, successor))

    async def _decide_nth(self, who: str, nth: int, approve: bool) -> Response:
        """One of those that `who` sees, else one that he does not."""
        items = (await self.bakery.get(who, "/requests")).json()["items"]
        request_id = items[nth % len(items)]["id"] if items else nth
        return await self.bakery.decide(who, request_id, approve=approve)

    def _act(self, who: str, request: Awaitable[Response]) -> None:
        before = self.rights
        answer = self.world.run(request)
        self.rights = after = self.world.run(self.world.look())
        assert answer.status_code < 500, answer.text
        if not answer.is_success:
            assert after == before
        assert len(after.principals) == 1
        assert before.principals in (after.principals, [who])
        assert before.opened == after.opened or before.manages(who)
        _check_members(who, before, after)
        _check_spaces(who, before, after)


def _check_members(who: str, before: Rights, after: Rights) -> None:
    for login, (state, role) in after.members.items():
        was = before.members.get(login)
        if was is not None and was[0] is not state:
            assert was[0].may_become(state)
        if after.validated(login) and not before.validated(login):
            assert before.manages(who)
            assert role is Role.SIMPLE_USER or was is not None
        if role.manages and not (was and was[1].manages):
            assert before.manages(who)


def _check_spaces(who: str, before: Rights, after: Rights) -> None:
    for login, space in after.held - before.held:
        assert after.validated(login)
        assert space in after.opened
        by_himself = login == who and before.validated(login) and space in before.opened
        assert before.manages(who) or (by_himself and space.grant is Grant.SELF_SERVICE)
    for login, _ in before.held - after.held:
        assert login == who or before.manages(who)
    for login, space in after.held:
        assert space in after.opened
        assert space is not Space.MANAGEMENT or after.members[login][1].manages


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.close()


def test_rights_come_from_who_may_give_them_and_from_nowhere_else(world: World) -> None:
    bound = type("BoundMachine", (Machine,), {"world": world})

    run_state_machine_as_test(
        bound,
        settings=settings(max_examples=20, stateful_step_count=30),
    )
