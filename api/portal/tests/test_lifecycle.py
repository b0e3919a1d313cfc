"""One change of status: what it writes, whom it tells, what it refuses; and silence."""

import asyncio

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from api.core.clock import now
from api.core.db import Database
from api.core.settings import get_settings
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_transitions import Side
from api.models.invoice import Invoice, InvoiceStep
from api.models.journal import JournalEntry
from api.models.notification import Notification
from api.models.user import User
from api.portal.invoices.errors import (
    IllegalTransitionError,
    InvoiceChangedError,
    ValidatorMissingError,
)
from api.portal.invoices.lifecycle import change_status, send
from api.portal.invoices.tacit import apply_tacit
from api.portal.tests.acting import Cast, post, read


@pytest.fixture
def database(client: AsyncClient) -> Database:
    return client.app.state.database  # type: ignore[attr-defined]


async def _told(database: Database) -> list[tuple[str, str, str]]:
    async with database.new_read_session() as session:
        statement = (
            select(User.login, Notification.subject, Notification.text)
            .join(User, User.id == Notification.user_id)
            .order_by(Notification.id)
        )
        return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def _journal(database: Database) -> list[tuple[str, dict[str, str]]]:
    async with database.new_read_session() as session:
        statement = select(JournalEntry.action, JournalEntry.detail).order_by(JournalEntry.id)
        return [(row[0], row[1]) for row in await session.execute(statement)]


async def _status(database: Database) -> Status:
    async with database.new_read_session() as session:
        return (await session.scalars(select(Invoice.status))).one()


async def _send(database: Database) -> Invoice:
    async with database.new_session.begin() as session:
        invoice = (await session.scalars(select(Invoice))).one()
        await send(session, invoice, actor="Anne")
    return invoice


async def _change(database: Database, target: Status, by: Side | None = None) -> None:
    async with database.new_session.begin() as session:
        invoice = (await session.scalars(select(Invoice))).one()
        await change_status(session, invoice, target, actor="Quelqu’un", by=by)


def _later(settings_env: pytest.MonkeyPatch, at: str) -> None:
    settings_env.setenv("CHORALE_CLOCK", at)
    get_settings.cache_clear()


async def test_the_other_side_is_told_with_the_reason(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    await post(client, "rita", "status", {"status": "REJETEE", "reason": "Doublon facture"})

    text = "La facture F1 est à l’état « Rejetée ». Motif : Doublon facture."
    assert await _told(database) == [("anne", "invoice:1", text)]


async def test_completing_tells_the_client_and_validation_tells_the_validator(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await cast.invoice("F1", Status.SUSPENDED)
    await cast.to_validate("F2", second=True)

    await post(client, "anne", "complete", {"comment": "Voici."})
    await post(client, "vera", "validate", number="F2")

    assert [login for login, _, _ in await _told(database)] == ["rita", "anne", "vito"]


async def test_every_write_is_in_the_journal_without_any_text(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    await post(client, "rita", "status", {"status": "REJETEE", "reason": "Doublon facture"})
    await post(client, "anne", "acknowledge", {"comment": "Lu."})

    assert await _journal(database) == [
        ("invoice_status", {"from": "MISE_A_DISPOSITION", "to": "REJETEE"}),
        ("acquittement_rejet", {}),
    ]


async def test_a_refused_write_leaves_no_trace(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await cast.invoice("F1", Status.PAID)

    await post(client, "rita", "status", {"status": "MANDATEE"})

    assert (await _journal(database), await _told(database)) == ([], [])


async def test_a_caller_who_read_an_old_status_is_refused(cast: Cast, database: Database) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    async with database.new_read_session() as session:
        stale = (await session.scalars(select(Invoice))).one()
    await _change(database, Status.SERVICE_DONE)

    async with database.new_session() as session:
        with pytest.raises(InvoiceChangedError):
            await change_status(session, stale, Status.SERVICE_DONE, actor="Quelqu’un")


async def test_a_side_that_may_not_take_the_step_is_refused(cast: Cast, database: Database) -> None:
    await cast.invoice("F1", Status.AVAILABLE)

    with pytest.raises(IllegalTransitionError):
        await _change(database, Status.SERVICE_DONE, by=Side.SUPPLIER)


async def test_a_draft_is_sent_to_its_recipient(cast: Cast, database: Database) -> None:
    await cast.invoice("F1", Status.DRAFT)
    invoice = await _send(database)

    assert (invoice.status, invoice.deposited_at) == (Status.AVAILABLE, now())


async def test_a_subcontractors_draft_goes_to_the_validator_with_a_delay(
    cast: Cast, database: Database
) -> None:
    await cast.to_validate("F1", status=Status.DRAFT)
    invoice = await _send(database)

    assert invoice.status is Status.TO_VALIDATE_1
    assert invoice.answer_by is not None
    assert (invoice.answer_by - now()).days == 15


async def test_nobody_to_validate_is_refused(cast: Cast, database: Database) -> None:
    await cast.invoice("F1", Status.DRAFT, framework=BillingFramework.A9)

    with pytest.raises(ValidatorMissingError):
        await _send(database)


async def _submit(cast: Cast, database: Database, *, second: bool = False) -> None:
    """Sent at the frozen clock of the tests, on 24 November 2026 at ten."""
    await cast.to_validate("F1", second=second, status=Status.DRAFT)
    await _send(database)


async def test_silence_for_fifteen_days_is_an_accord_that_a_read_settles(
    client: AsyncClient, cast: Cast, database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    await _submit(cast, database)
    _later(settings_env, "2026-12-09T10:00:00+01:00")

    shown = (await read(client, "rita", "history")).json()

    assert [step["code"] for step in shown["steps"]] == [
        "A_VALIDER_1",
        "ABSENCE_VALIDATION_1_HORS_DELAI",
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
    ]


async def test_the_day_before_nothing_is_tacit(
    client: AsyncClient, cast: Cast, database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    await _submit(cast, database)
    _later(settings_env, "2026-12-09T09:59:59+01:00")

    assert (await read(client, "rita")).status_code == 404
    assert (await post(client, "vera", "validate")).status_code == 200


async def test_a_validator_who_comes_too_late_finds_it_settled(
    client: AsyncClient, cast: Cast, database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    await _submit(cast, database)
    _later(settings_env, "2026-12-10T10:00:00+01:00")

    answer = await post(client, "vera", "refuse", {"reason": "Trop tard"})

    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")


async def test_the_second_validator_has_fifteen_days_of_his_own(
    cast: Cast, database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    await _submit(cast, database, second=True)
    settled: list[tuple[int, Status]] = []
    for at in ("2026-12-09T10:00:00+01:00", "2026-12-24T10:00:00+01:00"):
        _later(settings_env, at)
        async with database.new_session.begin() as session:
            count = await apply_tacit(session, now())
        settled.append((count, await _status(database)))

    assert settled == [(1, Status.TO_VALIDATE_2), (1, Status.AVAILABLE)]


async def test_the_silence_of_the_moe_is_said_after_seven_days(
    cast: Cast, database: Database, settings_env: pytest.MonkeyPatch
) -> None:
    await cast.works("F1", Status.DRAFT)
    await _send(database)
    assert await _status(database) is Status.WORKS_AVAILABLE_MOE
    _later(settings_env, "2026-12-01T10:00:00+01:00")

    async with database.new_session.begin() as session:
        assert await apply_tacit(session, now()) == 1

    assert await _status(database) is Status.WORKS_LATE_MOE


async def test_settling_twice_at_once_settles_once(cast: Cast, database: Database) -> None:
    await cast.to_validate("F1", answer_by=now())

    async def settle() -> int:
        async with database.new_session.begin() as session:
            return await apply_tacit(session, now())

    assert sorted(await asyncio.gather(*(settle() for _ in range(4)))) == [0, 0, 0, 1]


async def test_two_clients_at_once_change_a_status_once(
    client: AsyncClient, cast: Cast, database: Database
) -> None:
    await cast.invoice("F1", Status.AVAILABLE)
    body = {"status": "REJETEE", "reason": "Doublon facture"}

    answers = await asyncio.gather(*(post(client, "rita", "status", body) for _ in range(6)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    async with database.new_read_session() as session:
        assert await session.scalar(select(func.count(InvoiceStep.id))) == 1


async def test_two_sides_that_act_at_once_on_two_invoices_do_not_wait_for_each_other(
    client: AsyncClient, cast: Cast
) -> None:
    for number in range(8):
        await cast.invoice(f"R{number}", Status.AVAILABLE)
        await cast.invoice(f"S{number}", Status.SUSPENDED)

    answers = await asyncio.gather(
        *(
            post(client, login, action, body, number=f"{letter}{number}")
            for number in range(8)
            for login, action, body, letter in (
                ("rita", "status", {"status": "SERVICE_FAIT"}, "R"),
                ("anne", "complete", {"comment": "Voici."}, "S"),
            )
        )
    )

    assert {answer.status_code for answer in answers} == {200}
