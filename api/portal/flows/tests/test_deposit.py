"""Who may deposit, once per key, and who sees what became of it."""

from httpx import AsyncClient

from api.domain.rights import Space
from api.portal.flows.tests import files
from api.portal.flows.tests.conftest import Flows, error_codes
from api.portal.tests.builders import anonymous, bearer


async def test_the_same_key_gives_one_flow(flows: Flows) -> None:
    content = files.cii(files.sample("K-1", flows.supplier.siret, flows.town.siret))

    first = await flows.post(content, "f.xml", key="k1")
    await flows.read(first.json()["number"])
    again = await flows.post(content, "f.xml", key="k1")
    listed = await flows.client.get("/portal/v1/flows", headers=bearer("anne"))

    assert (first.status_code, again.json()) == (202, first.json())
    assert listed.json()["total"] == 1
    assert await flows.numbers() == ["K-1"]
    await flows.removed()


async def test_a_key_serves_one_file_only(flows: Flows) -> None:
    await flows.post(b"<a/>", "f.xml", key="k1")

    other = await flows.post(b"<b/>", "f.xml", key="k1")

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_key_is_required(flows: Flows) -> None:
    answer = await flows.client.post(
        "/portal/v1/flows", headers=bearer("anne"), files={"file": ("f.xml", b"<a/>")}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_required")


async def test_an_anonymous_caller_may_not_deposit(flows: Flows, client: AsyncClient) -> None:
    headers = {**anonymous(), "Idempotency-Key": "k1"}

    answer = await client.post(
        "/portal/v1/flows", headers=headers, files={"file": ("f.xml", b"<a/>")}
    )

    assert answer.status_code == 401


async def test_somebody_without_space_may_not_deposit(flows: Flows) -> None:
    await flows.portal.user("paul", flows.supplier, Space.FLOWS)

    answer = await flows.post(b"<a/>", "f.xml", login="paul")

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")


async def test_who_deposits_for_several_structures_names_one(flows: Flows) -> None:
    await flows.attach("anne", await flows.portal.supplier("second"), Space.ISSUED_INVOICES)

    unnamed = await flows.post(b"<a/>", "f.xml")
    named = await flows.post(b"<a/>", "f.xml", structure=flows.supplier.siret)

    assert (unnamed.status_code, unnamed.json()["code"]) == (422, "structure_required")
    assert named.json()["structure"]["siret"] == flows.supplier.siret


async def test_an_invoice_of_somebody_else_is_refused(flows: Flows) -> None:
    other = await flows.portal.supplier("zoe")
    content = files.ubl(files.sample("O-1", other.siret, flows.town.siret))

    report = await flows.settled(content, "f.xml")

    assert error_codes(report) == [["supplier_not_yours"]]
    assert await flows.numbers() == []


async def test_a_flow_is_followed_by_those_who_hold_the_space(flows: Flows) -> None:
    await flows.portal.user("paul", flows.supplier, Space.FLOWS)
    await flows.portal.user("rené", flows.supplier, Space.ISSUED_INVOICES)
    content = files.cii(files.sample("V-1", flows.supplier.siret, flows.town.siret))

    report = await flows.settled(content, "f.xml")
    followed = await flows.read(report["number"], login="paul", wait=0)
    hidden = await flows.read(report["number"], login="rené", wait=0)
    unknown = await flows.read("CPP0010000000000000000001", login="rené", wait=0)

    assert followed.json()["lines"] == report["lines"]
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.json() == unknown.json()


async def test_a_follower_sees_only_the_lines_of_his_structure(flows: Flows) -> None:
    second = await flows.portal.supplier("second")
    await flows.attach("anne", second, Space.ISSUED_INVOICES)
    await flows.portal.user("paul", flows.supplier, Space.FLOWS)
    lot = files.zipped(
        {
            "1.xml": files.cii(files.sample("X-1", flows.supplier.siret, flows.town.siret)),
            "2.xml": files.cii(files.sample("X-2", second.siret, flows.town.siret)),
        }
    )

    report = await flows.settled(lot, "lot.zip", structure=flows.supplier.siret)
    followed = (await flows.read(report["number"], login="paul", wait=0)).json()

    assert [line["invoice_number"] for line in followed["lines"]["items"]] == ["X-1"]
    assert followed["counts"] == {"lines": 1, "integrated": 1, "refused": 0}


async def test_flows_are_listed_newest_first_by_pages(flows: Flows) -> None:
    numbers = [
        (await flows.post(f"<a{index}/>".encode(), "f.xml")).json()["number"] for index in range(3)
    ]

    page = await flows.client.get("/portal/v1/flows?limit=2&offset=1", headers=bearer("anne"))

    assert page.json()["total"] == 3
    assert [item["number"] for item in page.json()["items"]] == [numbers[1], numbers[0]]
