"""Creating one's own structure, and what its managers change in it."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select

from api.domain.rights import Role, Space
from api.models.journal import JournalEntry
from api.models.structure import Service, Structure
from api.portal.rights.tests.bakery import database_of
from api.portal.tests.builders import PortalBuilder, bearer

SIRET = "73282932000074"
TOWN = "20000000000009"


async def _write(
    client: AsyncClient,
    method: str,
    login: str,
    path: str,
    body: Any = None,
    *,
    key: str = "a-key",
) -> Response:
    headers = bearer(login) | {"Idempotency-Key": key}
    url = f"/portal/v1/structures{path}"
    return await client.request(method, url, json=body, headers=headers)


async def _create(client: AsyncClient, key: str = "a-key", **body: Any) -> Response:
    wanted = {"identifier": SIRET, "name": "Boulangerie Roux"} | body
    return await _write(client, "POST", "anne", "", wanted, key=key)


@pytest.fixture
async def town(portal: PortalBuilder) -> Structure:
    services = [Service(code="DC", name="Collèges"), Service(code="FACTURES_PUBLIQUES", name="S")]
    town = await portal.structure("La ville", siret=TOWN, public=True, services=services)
    await portal.user("rita", town, role=Role.PRINCIPAL_MANAGER)
    await portal.user("rolf", town, role=Role.SECONDARY_MANAGER)
    await portal.user("paul", town)
    await portal.user("otto")
    return town


async def _actions(client: AsyncClient) -> list[str]:
    database = database_of(client)
    async with database.new_read_session() as session:
        return list(await session.scalars(select(JournalEntry.action).order_by(JournalEntry.id)))


async def test_who_creates_a_structure_leads_it(client: AsyncClient, portal: PortalBuilder) -> None:
    await portal.user("anne")

    created = await _create(client)

    assert created.status_code == 201, created.text
    told = created.json()
    assert told["rattachement"]["role"]["code"] == Role.PRINCIPAL_MANAGER
    assert told["rattachement"]["attachment"]["code"] == "VALIDEE"
    assert {item["code"] for item in told["rattachement"]["spaces"]} == {
        Space.MANAGEMENT,
        Space.SENT_SOLLICITATIONS,
        Space.RECEIVED_SOLLICITATIONS,
    }
    assert (told["structure"]["siret"], told["warning"]) == (SIRET, None)
    assert "structure_created" in await _actions(client)


async def test_a_wrong_key_of_a_siret_is_only_a_warning(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("anne")

    created = await _create(client, identifier="10000000000001")

    assert created.status_code == 201
    assert "clé de contrôle" in created.json()["warning"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"identifier": "123"}, "identifier_refused"),
        ({"identifier": " ", "identifier_type": "TAHITI"}, "identifier_refused"),
        ({"identifier_type": "SIREN"}, "unknown_identifier_type"),
        ({"name": "  "}, "name_refused"),
        ({"public": True}, "public_structure_by_support"),
    ],
)
async def test_a_structure_that_cannot_be_is_not_created(
    client: AsyncClient, portal: PortalBuilder, body: dict[str, Any], code: str
) -> None:
    await portal.user("anne")

    answer = await _create(client, **body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await _actions(client) == []


@pytest.mark.parametrize("kind", ["UE_HORS_FRANCE", "HORS_UE", "RIDET", "TAHITI", "PARTICULIER"])
async def test_every_kind_of_identifier_is_taken_as_written(
    client: AsyncClient, portal: PortalBuilder, kind: str
) -> None:
    await portal.user("anne")

    created = await _create(client, identifier="be 0123456749", identifier_type=kind)

    assert created.json()["structure"]["siret"] == "BE0123456749"
    assert created.json()["structure"]["identifier_type"]["code"] == kind


async def test_an_identifier_that_is_taken_is_refused(
    client: AsyncClient, portal: PortalBuilder, town: Structure
) -> None:
    await portal.user("anne")

    answer = await _create(client, identifier=TOWN)

    assert (answer.status_code, answer.json()["code"]) == (409, "structure_exists")


async def test_one_key_creates_one_structure(client: AsyncClient, portal: PortalBuilder) -> None:
    await portal.user("anne")

    first, again = await _create(client), await _create(client)

    assert first.json() == again.json()
    assert (await _create(client, key="another")).status_code == 409


async def test_nobody_leads_more_structures_than_we_say(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("anne")
    for rank in range(20):
        await _create(client, key=f"key-{rank}", identifier=f"100000000000{rank:02d}")

    answer = await _create(client, key="last")

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_structures")


async def test_a_new_name_is_found_at_once_and_the_other_managers_are_told(
    client: AsyncClient, town: Structure
) -> None:
    await client.get("/portal/v1/structures", params={"q": "ville"}, headers=bearer("rita"))

    changed = await _write(
        client, "PATCH", "rolf", f"/{TOWN}", {"name": "Métropole d’Aubance", "town": "Aubance"}
    )
    found = await client.get(
        "/portal/v1/structures", params={"q": "metropole aubance"}, headers=bearer("rita")
    )
    told = await client.get("/portal/v1/notifications", headers=bearer("rita"))

    assert changed.json()["address"]["town"] == "Aubance"
    assert [item["siret"] for item in found.json()["items"]] == [TOWN]
    assert [item["text"] for item in told.json()["items"]] == [
        "Un gestionnaire a modifié les données de Métropole d’Aubance."
    ]


async def test_parameters_change_one_by_one(client: AsyncClient, town: Structure) -> None:
    requires = {"service_code": True, "engagement": True, "either": False}
    body = {"requires": requires, "parameters": {"payment_status_returned": False}}

    changed = (await _write(client, "PATCH", "rita", f"/{TOWN}", body)).json()

    assert changed["requires"] == requires
    assert changed["parameters"]["payment_status_returned"] is False
    assert changed["parameters"]["moa"] is False


async def test_a_private_structure_has_no_such_parameters(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("anne")
    await _create(client)

    body = {"parameters": {"moa": True}}
    answer = await _write(client, "PATCH", "anne", f"/{SIRET}", body, key="b")

    assert (answer.status_code, answer.json()["code"]) == (422, "public_parameters")


async def test_a_service_is_opened_closed_and_opened_again(
    client: AsyncClient, town: Structure
) -> None:
    path, body = f"/{TOWN}/services", {"code": "ECO/1", "name": "Écoles"}

    opened = await _write(client, "POST", "rita", path, body, key="1")
    twice = await _write(client, "POST", "rita", path, body, key="2")
    closed = await _write(client, "DELETE", "rita", f"{path}/ECO/1", key="3")
    again = await _write(client, "POST", "rita", path, body | {"name": "Les écoles"}, key="4")

    states = [
        {item["code"]: (item["name"], item["active"]) for item in each.json()["services"]}["ECO/1"]
        for each in (opened, closed, again)
    ]
    assert states == [("Écoles", True), ("Écoles", False), ("Les écoles", True)]
    assert (twice.status_code, twice.json()["code"]) == (409, "service_exists")
    assert await _actions(client) == ["service_opened", "service_closed", "service_opened"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"code": " ", "name": "X"}, "service_code_refused"),
        ({"code": "X" * 101, "name": "X"}, "service_code_refused"),
        ({"code": "X", "name": " "}, "name_refused"),
        (
            {"code": "X", "name": "X", "valid_from": "2026-02-01", "valid_until": "2026-01-01"},
            "service_dates",
        ),
    ],
)
async def test_a_service_that_cannot_be_is_refused(
    client: AsyncClient, town: Structure, body: dict[str, Any], code: str
) -> None:
    answer = await _write(client, "POST", "rita", f"/{TOWN}/services", body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_the_service_of_the_portal_stays(client: AsyncClient, town: Structure) -> None:
    answer = await _write(client, "DELETE", "rita", f"/{TOWN}/services/FACTURES_PUBLIQUES")

    assert (answer.status_code, answer.json()["code"]) == (409, "technical_service")


@pytest.mark.parametrize(
    ("login", "status", "code"),
    [("paul", 403, "manager_required"), ("otto", 404, "rattachement_not_found")],
)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"name": "Autre"}),
        ("POST", "/services", {"code": "X", "name": "X"}),
        ("DELETE", "/services/DC", None),
    ],
)
async def test_only_its_managers_change_a_structure(  # noqa: PLR0917
    client: AsyncClient,
    town: Structure,
    login: str,
    status: int,
    code: str,
    method: str,
    path: str,
    body: Any,
) -> None:
    answer = await _write(client, method, login, f"/{TOWN}{path}", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await _actions(client) == []


async def test_a_change_of_nothing_is_refused(client: AsyncClient, town: Structure) -> None:
    answer = await _write(client, "PATCH", "rita", f"/{TOWN}", {})

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_change")


@pytest.mark.parametrize(("until", "reopened"), [("2026-11-23", True), ("2026-11-24", False)])
async def test_a_service_whose_validity_has_ended_is_opened_again(
    client: AsyncClient, town: Structure, until: str, reopened: bool
) -> None:
    path, body = f"/{TOWN}/services", {"code": "ECO", "name": "Écoles"}
    await _write(client, "POST", "rita", path, body | {"valid_until": until}, key="1")

    again = await _write(client, "POST", "rita", path, body, key="2")
    shown = (await client.get(f"/portal/v1/structures/{TOWN}", headers=bearer("rita"))).json()

    assert again.is_success is reopened, again.text
    assert next(item for item in shown["services"] if item["code"] == "ECO")["open"] is True
