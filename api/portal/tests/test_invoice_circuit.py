"""Whoever calls whatever route with whatever body, an invoice never leaves its circuit."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count, pairwise

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from api.core.db import Database
from api.core.settings import get_settings
from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_status import WORKS_STATUSES
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_transitions import REASON_REQUIRED, arcs
from api.models.invoice import Invoice, InvoiceStep
from api.portal.tests.acting import cast_of
from api.portal.tests.builders import PortalBuilder, bearer
from api.tests.fresh_tables import lay_fresh_tables
from api.tests.running_app import app_for_settings

_WORKS = {"anne", "mona", "olga"}
# Who may ever succeed with each action.
_MAY = {
    "recycle": {"anne"},
    "complete": {"anne"},
    "acknowledge": {"anne"},
    "treat-rejection": {"anne"},
    "validate": {"vera", "vito"},
    "refuse": {"vera", "vito"},
    "status": {"rita"},
    "send": {"anne"},
    "resubmit": {"anne", "vera", "vito"},
    "report-validator": {"vera", "vito"},
    "works-status": _WORKS,
    "works-answer": _WORKS,
    "works-party": _WORKS,
}
_EVERYBODY = ("anne", "rita", "vera", "vito", "mona", "olga", "stan", "paul", "nobody")
# Documents that a titulaire, a MOE and a MOA deposit, for each of those that hold one.
_NUMBERS = ("A1", "A9", "A12", "A4", "A7", "A5", "A15", "A17", "A19", "A20", "A22")
_FRAMEWORKS = [Framework[number] for number in _NUMBERS]
_WITH_ACCOUNTANT = (Status.WITH_ACCOUNTANT, Status.POSTED, Status.PAID)
_START = datetime.fromisoformat("2026-11-24T10:00:00+01:00")

_bodies = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([status.value for status in Status]),
        "reason": st.sampled_from(["Un motif", "", "x" * 256]),
        "comment": st.sampled_from(["Un mot", " "]),
        "service_code": st.sampled_from(["DC", "OLD", ""]),
        "engagement": st.sampled_from(["E1", ""]),
        "mandate_number": st.just("7"),
        "number": st.sampled_from(["F1", "20230305", ""]),
    },
)


class World:
    """The running application, its cast, and a clock that tests push. It lives in a loop of its
    own: Hypothesis drives its machines without one.
    """

    def __init__(
        self, client: AsyncClient, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._client, self._portal, self._monkeypatch = client, portal, monkeypatch
        self._numbers, self._keys = count(1), count(1)
        builder = PortalBuilder(client)
        self._database: Database = client.app.state.database  # type: ignore[attr-defined]
        self.cast = portal.call(cast_of, builder)
        self.at = _START

    def post(self, login: str, path: str, body: dict[str, str]) -> Response:
        headers = bearer(login) | {"Idempotency-Key": f"key-{next(self._keys)}"}
        url = f"/portal/v1/invoices/{path}"
        return self._portal.call(partial(self._client.post, url, json=body, headers=headers))

    def look(self) -> Response:
        url = "/portal/v1/invoices"
        return self._portal.call(partial(self._client.get, url, headers=bearer("anne")))

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)
        self._monkeypatch.setenv("CHORALE_CLOCK", self.at.isoformat())
        get_settings.cache_clear()

    def new_invoice(self, framework: Framework, status: Status, *, second: bool) -> str:
        number = self.next_number()

        async def save() -> None:
            await self.cast.to_validate(
                number,
                second=second,
                status=status,
                framework=framework,
                works_manager_id=self.cast.works_manager.id,
                works_owner_id=self.cast.works_owner.id,
                service_code="DC",
                engagement="E1",
            )

        self._portal.call(save)
        return number

    def next_number(self) -> str:
        return f"F{next(self._numbers)}"

    def story(self, number: str) -> tuple[Invoice, Sequence[InvoiceStep]]:
        """The row and its steps, oldest first."""

        async def read() -> tuple[Invoice, Sequence[InvoiceStep]]:
            async with self._database.new_read_session() as session:
                invoice = (
                    await session.scalars(select(Invoice).where(Invoice.number == number))
                ).one()
                steps = select(InvoiceStep).where(InvoiceStep.invoice_id == invoice.id)
                return invoice, (await session.scalars(steps.order_by(InvoiceStep.id))).all()

        return self._portal.call(read)


@pytest.fixture
def world(database_url: str, settings_env: pytest.MonkeyPatch) -> Iterator[World]:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    with start_blocking_portal() as portal:
        portal.call(lay_fresh_tables, get_settings().resolved_database_url())
        app = app_for_settings()
        with portal.wrap_async_context_manager(app.router.lifespan_context(app)):
            client = AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
            client.app = app  # type: ignore[attr-defined]
            yield World(client, portal, settings_env)
            portal.call(client.aclose)


def _check_what_the_sources_say(path: list[Status], steps: Sequence[InvoiceStep]) -> None:
    for final in (Status.REJECTED, Status.PAID):
        assert final not in path[:-1]
    held = [status for status in path if status in _WITH_ACCOUNTANT]
    assert held == sorted(held, key=_WITH_ACCOUNTANT.index)
    assert not held or path[-len(held) :] == held
    for step in steps:
        if step.status in REASON_REQUIRED:
            assert step.reason
        assert len(step.reason or "") <= 255


class Circuit(RuleBasedStateMachine):
    world: World  # of the application: machines share it, each has an invoice of its own
    number = ""

    @initialize(
        framework=st.sampled_from(_FRAMEWORKS),
        second=st.booleans(),
        data=st.data(),
    )
    def begin(self, framework: Framework, second: bool, data: st.DataObject) -> None:
        self.circuit = arcs(framework, two_validators=second)
        self.first = data.draw(st.sampled_from(sorted(self.circuit)))
        self.number = self.world.new_invoice(framework, self.first, second=second)

    @rule(login=st.sampled_from(_EVERYBODY), action=st.sampled_from(sorted(_MAY)), body=_bodies)
    def act(self, login: str, action: str, body: dict[str, str]) -> None:
        self._send(login, action, body)

    def _send(self, login: str, action: str, body: dict[str, str]) -> None:
        answer = self.world.post(login, f"{self.number}/{action}", body)

        assert answer.status_code < 500
        assert answer.status_code != 200 or login in _MAY[action]

    @rule(login=st.sampled_from(("rita", "anne")), wanted=st.sampled_from(sorted(Status)))
    def treat(self, login: str, wanted: Status) -> None:
        self._send(login, "status", {"status": wanted.value, "reason": "Un motif"})

    @rule(
        login=st.sampled_from(sorted(_WORKS)),
        wanted=st.sampled_from(sorted(WORKS_STATUSES)),
    )
    def work(self, login: str, wanted: Status) -> None:
        self._send(login, "works-status", {"status": wanted.value, "reason": "Un motif"})

    @rule(login=st.sampled_from(sorted(_WORKS)))
    def answer(self, login: str) -> None:
        self._send(login, "works-answer", {"number": self.world.next_number()})

    @rule(
        action=st.sampled_from(["works-party", "resubmit"]),
        login=st.sampled_from(sorted(_WORKS | {"vera"})),
        second=st.booleans(),
    )
    def rename(self, action: str, login: str, second: bool) -> None:
        cast = self.world.cast
        party = cast.works_manager if second else cast.works_owner
        key = "siret" if action == "works-party" else "validator_siret"
        self._send(login, action, {key: party.siret})

    @rule(days=st.sampled_from([1, 7, 15]))
    def wait(self, days: int) -> None:
        self.world.wait(days)
        self.world.look()

    @invariant()
    def every_step_follows_the_one_before(self) -> None:
        if not self.number:
            return
        invoice, steps = self.world.story(self.number)
        path = [self.first, *(step.status for step in steps)]
        for before, after in pairwise(path):
            assert after in self.circuit.get(before, {}), (before, after)
        assert invoice.status is path[-1]
        _check_what_the_sources_say(path, steps)


def _machine_of(world: World) -> type[RuleBasedStateMachine]:
    return type("CircuitOfWorld", (Circuit,), {"world": world})


def test_no_illegal_transition_is_reachable_through_any_route(world: World) -> None:
    run_state_machine_as_test(
        _machine_of(world),
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            database=None,
            # Each example is a dozen requests: shrinking a failure would take minutes.
            phases=[Phase.generate],
        ),
    )
