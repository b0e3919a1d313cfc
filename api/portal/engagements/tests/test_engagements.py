"""Engagements are read by the users of the public structure that ordered, and by nobody else."""

from typing import Any

import pytest
from httpx import AsyncClient, Response

from api.domain.rights import Space
from api.models.engagement import Engagement
from api.models.structure import Structure
from api.portal.rights.tests.bakery import database_of
from api.portal.tests.builders import PortalBuilder, anonymous, bearer

SIRET, OTHER = "10000000000009", "20000000000009"
NUMBERS = ("CP2020/X123456/1", "CP2020/X123457/1", "AP2020/1234", "AP_2021")


@pytest.fixture
async def town(client: AsyncClient, portal: PortalBuilder) -> Structure:
    town = await portal.structure("La ville", siret=SIRET, public=True)
    other = await portal.structure("L’autre ville", siret=OTHER, public=True)
    supplier = await portal.structure("Le fournisseur")
    await portal.user("rita", town, Space.ENGAGEMENTS)
    await portal.user("paul", town)
    await portal.user("otto", other, Space.ENGAGEMENTS)
    await portal.user("anne", supplier, Space.ENGAGEMENTS, Space.ISSUED_INVOICES)
    rows = [
        Engagement(number=number, recipient_id=town.id, supplier_id=supplier.id, amount_cents=1050)
        for number in NUMBERS
    ]
    rows[0].market = "19M042"
    rows[2].market = "marche 2015/113"
    rows[3].market = "MARCHE 2016\N{NO-BREAK SPACE}/ 114"
    rows.append(Engagement(number="CP2020/OTHER", recipient_id=other.id))
    database = database_of(client)
    async with database.new_session.begin() as session:
        session.add_all(rows)
    return town


async def _list(client: AsyncClient, login: str, siret: str = SIRET, **params: Any) -> Response:
    params["structure"] = siret
    return await client.get("/portal/v1/engagements", params=params, headers=bearer(login))


async def test_its_user_reads_them_by_number(client: AsyncClient, town: Structure) -> None:
    page = (await _list(client, "rita")).json()

    assert [item["number"] for item in page["items"]] == sorted(NUMBERS)
    assert page["items"][0]["supplier"]["name"] == "Le fournisseur"
    assert page["items"][0]["amount"] == "10.50"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cp2020/x 123456", ["CP2020/X123456/1"]),
        ("19m", ["CP2020/X123456/1"]),
        ("_2021", ["AP_2021"]),
        ("%", []),
        ("marche 2015", ["AP2020/1234"]),
        ("2016/114", ["AP_2021"]),
    ],
)
async def test_a_part_of_the_number_or_of_the_market_is_enough(
    client: AsyncClient, town: Structure, query: str, found: list[str]
) -> None:
    page = (await _list(client, "rita", q=query)).json()

    assert [item["number"] for item in page["items"]] == found


async def test_pages_follow_each_other(client: AsyncClient, town: Structure) -> None:
    pages = [(await _list(client, "rita", page=number, size=3)).json() for number in (1, 2, 3)]

    assert [len(page["items"]) for page in pages] == [3, 1, 0]
    assert (pages[0]["total"], pages[0]["pages"]) == (4, 2)


@pytest.mark.parametrize("login", ["anne", "otto"])
async def test_others_cannot_tell_it_from_an_unknown_structure(
    client: AsyncClient, town: Structure, login: str
) -> None:
    known, unknown = await _list(client, login), await _list(client, login, "99999999999999")

    assert known.status_code == unknown.status_code == 404
    assert known.json()["code"] == unknown.json()["code"] == "structure_not_found"


async def test_a_supplier_has_no_engagements_of_his_own(
    client: AsyncClient, portal: PortalBuilder, town: Structure
) -> None:
    private = await portal.structure("Une entreprise")
    await portal.user("pia", private, Space.ENGAGEMENTS)

    assert (await _list(client, "pia", private.siret)).status_code == 404


async def test_its_user_without_the_space_is_told_so(client: AsyncClient, town: Structure) -> None:
    answer = await _list(client, "paul")

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")


async def test_an_anonymous_caller_reads_nothing(client: AsyncClient, town: Structure) -> None:
    answer = await client.get(f"/portal/v1/engagements?structure={SIRET}", headers=anonymous())

    assert answer.status_code == 401
