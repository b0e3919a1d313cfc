"""A sollicitation filed by an agent for the user: once, with the user's rights, and told to him."""

from typing import Any

import pytest
from httpx import AsyncClient

from api.desk.tests.case_builders import Case
from api.desk.tests.post import Desk
from api.portal.tests.builders import PortalBuilder, bearer


@pytest.fixture
def portal(client: AsyncClient) -> PortalBuilder:
    return PortalBuilder(client)


def body(siret: str, **changes: Any) -> dict[str, Any]:
    return {
        "category": "FACTURES_EMISES",
        "sub_category": "SUIVI_FACTURE",
        "structure_siret": siret,
        "description": "La facture attend depuis deux mois.",
    } | changes


async def test_it_is_the_users_and_he_is_told(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    await portal.invoice("F1", supplier)
    case = await Case.open(client, desk, "anne")

    filed = await case.file(body(supplier.siret, invoice_number="F1"))

    assert filed.status_code == 201
    reference = filed.json()["reference"]
    own = await client.get("/portal/v1/sollicitations", headers=bearer("anne"))
    assert [item["reference"] for item in own.json()["items"]] == [reference]
    told = (await case.talk.events())[-1]
    assert (told["from"], told["type"], told["author"]) == ("agent", "card", "Camille")
    assert reference in told["text"]
    assert told["card"]["data"]["reference"] == reference


async def test_it_is_the_last_word_of_the_agent(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    [before] = (await case.post.queue())["mine"]

    await case.file(body(supplier.siret))

    [after] = (await case.post.queue())["mine"]
    assert (before["waiting_for_agent"], after["waiting_for_agent"]) == (True, False)


async def test_it_is_in_the_case(client: AsyncClient, desk: Desk, portal: PortalBuilder) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    filed = (await case.file(body(supplier.siret))).json()

    assert (await case.read())["sollicitations"] == [filed]


async def test_the_same_key_files_and_tells_once(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    first = await case.file(body(supplier.siret))
    told = await case.talk.read()

    again = await case.file(body(supplier.siret))

    assert (again.status_code, again.json()) == (201, first.json())
    assert await case.talk.read() == told


async def test_the_same_key_for_something_else_is_refused(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    await case.file(body(supplier.siret))

    refused = await case.file(body(supplier.siret, description="Une tout autre demande."))

    assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize("key", ["", "deux mots", "x" * 129])
async def test_a_key_is_required(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, key: str
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")

    refused = await case.file(body(supplier.siret), key)

    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_required")


@pytest.mark.parametrize("login", [None, "inconnue"])
async def test_there_must_be_somebody_to_file_for(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, login: str | None
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, login)

    refused = await case.file(body(supplier.siret))

    assert (refused.status_code, refused.json()["code"]) == (409, "user_not_signed_in")


async def test_the_agent_has_no_more_rights_than_the_user(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")

    refused = await case.file(body((await portal.supplier("berthe")).siret))

    assert (refused.status_code, refused.json()["code"]) == (404, "rattachement_not_found")


async def test_what_is_refused_is_not_told(
    client: AsyncClient, desk: Desk, portal: PortalBuilder
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    before = await case.talk.read()

    refused = await case.file(body(supplier.siret, description="Court"))

    assert (refused.status_code, refused.json()["code"]) == (422, "description_too_short")
    assert await case.talk.read() == before


@pytest.mark.parametrize("login", ["agent.2", "chef.1"])
async def test_only_the_agent_in_charge_files(
    client: AsyncClient, desk: Desk, portal: PortalBuilder, login: str
) -> None:
    supplier = await portal.supplier("anne")
    case = await Case.open(client, desk, "anne")
    other = Case(case.talk, await desk.agent(login))

    assert (await other.file(body(supplier.siret))).status_code == 404


async def test_the_categories_are_the_portals(client: AsyncClient, desk: Desk) -> None:
    post = await desk.agent("agent.1")

    ours = await post.get("/sollicitation-categories")

    theirs = await client.get("/portal/v1/sollicitation-categories", headers=bearer("anne"))
    assert ours.json() == theirs.json()
