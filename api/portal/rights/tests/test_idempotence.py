"""A write is done once per key, and two writes at once never break a rule."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from httpx import Response
from sqlalchemy import func, select

from api.domain.rights import RattachementState, Role, Space
from api.models.journal import JournalEntry
from api.models.notification import Notification
from api.portal.rights.tests.bakery import SIRET, Bakery, database_of

USERS = f"/structures/{SIRET}/users"
type Written = tuple[str, str, str, dict[str, str] | None]

WRITES: list[Written] = [
    ("dora", "POST", "/rattachement-requests", {"siret": SIRET}),
    ("chloe", "POST", "/space-requests", {"siret": SIRET, "space": "SUIVI_FLUX"}),
    ("anne", "POST", f"/structures/{SIRET}/spaces", {"space": "ENGAGEMENTS"}),
    ("anne", "PUT", f"{USERS}/chloe/role", {"role": "GESTIONNAIRE_SECONDAIRE"}),
    ("anne", "PUT", f"{USERS}/chloe/state", {"state": "DESACTIVEE"}),
    ("anne", "POST", f"/structures/{SIRET}/principal-manager", {"login": "chloe"}),
    ("anne", "DELETE", f"{USERS}/chloe", None),
    ("chloe", "POST", "/notifications/read", {}),
]


async def _counts(bakery: Bakery) -> tuple[int, int]:
    """Lines of the journal, and notifications."""
    database = database_of(bakery.client)
    async with database.new_read_session() as session:
        lines = await session.scalar(select(func.count(JournalEntry.id)))
        notices = await session.scalar(select(func.count(Notification.id)))
    return lines or 0, notices or 0


@pytest.mark.parametrize(("login", "method", "path", "body"), WRITES)
async def test_the_same_key_does_it_once_and_answers_the_same(
    bakery: Bakery, login: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    first = await bakery.write(method, login, path, body, key="one")
    after_first = await _counts(bakery)
    again = await bakery.write(method, login, path, body, key="one")

    assert first.is_success
    assert (again.status_code, again.text) == (first.status_code, first.text)
    assert await _counts(bakery) == after_first


@pytest.mark.parametrize(("login", "method", "path", "body"), WRITES)
async def test_a_write_needs_a_key(
    bakery: Bakery, login: str, method: str, path: str, body: dict[str, str] | None
) -> None:
    answer = await bakery.write(method, login, path, body, key="two words")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_required")
    assert await _counts(bakery) == (0, 0)


async def test_one_key_for_two_decisions_is_refused(bakery: Bakery) -> None:
    asked = [
        (await bakery.ask_space("chloe", space)).json()["id"]
        for space in (Space.FLOWS, Space.ENGAGEMENTS)
    ]

    answers = [await bakery.decide("anne", request_id, key="one") for request_id in asked]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "idempotency_key_reused"


async def test_every_write_is_in_the_journal(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()
    await bakery.decide("bruno", filed["id"])

    database = database_of(bakery.client)
    async with database.new_read_session() as session:
        entries = (await session.scalars(select(JournalEntry).order_by(JournalEntry.id))).all()

    assert [entry.action for entry in entries] == [
        "request_filed",
        "space_granted",
        "request_approved",
    ]


async def test_two_managers_deciding_at_once_decide_once(bakery: Bakery) -> None:
    filed = (await bakery.ask_in("dora")).json()

    answers = await asyncio.gather(
        bakery.decide("anne", filed["id"], approve=True),
        bakery.decide("bruno", filed["id"], approve=False),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_two_transfers_at_once_leave_one_principal(bakery: Bakery) -> None:
    answers = await asyncio.gather(
        *(bakery.transfer("anne", login) for login in ("bruno", "chloe") * 3)
    )

    roles = [await bakery.role_of(login) for login in ("anne", "bruno", "chloe")]
    assert roles.count("GESTIONNAIRE_PRINCIPAL") == 1
    assert {answer.status_code for answer in answers} == {200, 403}


async def test_people_who_write_for_each_other_at_once_all_get_an_answer(
    bakery: Bakery,
) -> None:
    await bakery.give_role("anne", "chloe", Role.SECONDARY_MANAGER)
    toggles: list[Callable[[], Awaitable[Response]]] = [
        lambda: bakery.give_role("anne", "bruno", Role.SECONDARY_MANAGER),
        lambda: bakery.give_role("bruno", "chloe", Role.SECONDARY_MANAGER),
        lambda: bakery.give_state("chloe", "bruno", RattachementState.VALIDATED),
        lambda: bakery.give_state("bruno", "chloe", RattachementState.DISABLED),
        lambda: bakery.give_state("anne", "chloe", RattachementState.VALIDATED),
        lambda: bakery.ask_space("chloe", Space.FLOWS),
        lambda: bakery.ask_in("dora"),
        lambda: bakery.detach("dora", "dora"),
    ]

    answers = await asyncio.gather(*(toggle() for toggle in toggles * 4))

    assert all(answer.status_code < 500 for answer in answers)


async def test_twenty_requests_at_once_wait_as_one(bakery: Bakery) -> None:
    answers = await asyncio.gather(*(bakery.ask_in("dora") for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 19]
