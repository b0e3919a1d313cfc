"""Spaces that are given back, taken away, or closed for a whole structure."""

import pytest

from api.domain.rights import Space
from api.portal.rights.tests.bakery import SIRET, Bakery

FLOWS = Space.FLOWS


async def _give_flows(bakery: Bakery) -> None:
    asked = await bakery.ask_space("chloe", FLOWS)
    await bakery.decide("anne", asked.json()["id"])


async def test_a_user_gives_his_own_space_back_and_may_ask_again(bakery: Bakery) -> None:
    await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    given = await bakery.unsubscribe("chloe", "chloe", Space.ISSUED_INVOICES)

    assert given.status_code == 200
    assert given.json()["spaces"] == []
    assert (await bakery.ask_space("chloe", Space.ISSUED_INVOICES)).status_code == 201
    assert await bakery.spaces_of("chloe") == [Space.ISSUED_INVOICES]


async def test_a_manager_takes_a_space_from_a_colleague_who_is_told(bakery: Bakery) -> None:
    await _give_flows(bakery)

    taken = await bakery.unsubscribe("bruno", "chloe", FLOWS)

    assert taken.json()["spaces"] == []
    assert (await bakery.told("chloe"))[0] == (
        "L’espace « Suivi des flux » ne vous est plus ouvert pour Boulangerie Roux."
    )


@pytest.mark.parametrize(
    ("who", "whom", "status", "code"),
    [
        ("chloe", "anne", 403, "manager_required"),
        ("dora", "chloe", 404, "rattachement_not_found"),
        ("anne", "dora", 404, "user_not_found"),
        ("anne", "bruno", 409, "not_subscribed"),
    ],
)
async def test_nobody_takes_what_is_not_his_to_take(
    bakery: Bakery, who: str, whom: str, status: int, code: str
) -> None:
    answer = await bakery.unsubscribe(who, whom, FLOWS)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_closing_a_space_takes_it_from_everybody_and_tells_them(bakery: Bakery) -> None:
    await _give_flows(bakery)

    closed = await bakery.close_space("anne", FLOWS)

    assert FLOWS not in [item["code"] for item in closed.json()["spaces"]]
    assert await bakery.spaces_of("chloe") == []
    assert "ne vous est plus ouvert" in (await bakery.told("chloe"))[0]


@pytest.mark.parametrize(
    ("who", "space", "status", "code"),
    [
        ("chloe", FLOWS, 403, "manager_required"),
        ("dora", FLOWS, 404, "rattachement_not_found"),
        ("anne", Space.ENGAGEMENTS, 409, "space_not_open"),
        ("anne", Space.MANAGEMENT, 409, "space_comes_with_role"),
        ("anne", Space.SENT_SOLLICITATIONS, 409, "space_comes_with_role"),
        ("anne", Space.ACCOUNT, 422, "personal_space"),
        ("anne", "NIMPORTE", 422, "unknown_space"),
    ],
)
async def test_what_may_not_be_closed_stays_open(
    bakery: Bakery, who: str, space: str, status: int, code: str
) -> None:
    before = (await bakery.get("anne", "/me")).json()

    answer = await bakery.close_space(who, space)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await bakery.get("anne", "/me")).json() == before


async def test_one_key_takes_a_space_once(bakery: Bakery) -> None:
    await _give_flows(bakery)
    path = f"/structures/{SIRET}/users/chloe/spaces/{FLOWS}"

    first = await bakery.write("DELETE", "anne", path, key="once")
    again = await bakery.write("DELETE", "anne", path, key="once")

    assert first.json() == again.json()
