"""What the directory says of a structure besides its requirements."""

from datetime import date
from typing import Any, cast

import pytest
from httpx import AsyncClient

from api.core.db import Database
from api.domain.identifiers import IdentifierType
from api.domain.structures import StructureState
from api.models.structure import Service, Structure
from api.portal.tests.builders import anonymous

TODAY = date(2026, 11, 24)


async def _read(client: AsyncClient, **columns: Any) -> Any:
    """A public structure with those columns, as the portal shows it."""
    columns = {"siret": "00000000300003", "name": "Mairie", "public": True} | columns
    database: Database = cast(Any, client).app.state.database
    async with database.new_session.begin() as session:
        session.add(Structure(**columns))
    url = f"/portal/v1/structures/{columns['siret']}"
    return (await client.get(url, headers=anonymous())).json()


async def test_an_address_is_shown(client: AsyncClient) -> None:
    told = await _read(client, postcode="31700", town="Blagnac")

    assert told["address"] == {"postcode": "31700", "town": "Blagnac"}


async def test_the_address_of_a_non_diffusible_structure_is_hidden(client: AsyncClient) -> None:
    told = await _read(client, postcode="31700", town="Blagnac", non_diffusible=True)

    assert (told["address"], told["parameters"]["non_diffusible"]) == (None, True)


async def test_each_parameter_is_told_apart(client: AsyncClient) -> None:
    told = await _read(client, moa=True, edi=True, payment_status_returned=False)

    assert told["parameters"] == {
        "moa": True,
        "moa_only": False,
        "delegated_validator": False,
        "edi": True,
        "edi_reception": False,
        "non_diffusible": False,
        "payment_status_returned": False,
    }


async def test_a_structure_may_be_on_its_way_to_activation(client: AsyncClient) -> None:
    told = await _read(client, state=StructureState.ACTIVATING)

    assert told["state"] == {"code": "ACTIVATION_EN_COURS", "label": "Activation en cours"}


async def test_a_foreign_identifier_longer_than_a_siret_is_kept(client: AsyncClient) -> None:
    told = await _read(client, siret="BE0123456749XYZ", identifier_type=IdentifierType.EU_ABROAD)

    assert told["siret"] == "BE0123456749XYZ"
    assert told["identifier_type"]["code"] == "UE_HORS_FRANCE"


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "active", "expected"),
    [
        (None, None, True, True),
        (None, None, False, False),
        (TODAY, TODAY, True, True),
        (date(2026, 11, 25), None, True, False),
        (None, date(2026, 11, 23), True, False),
    ],
)
async def test_a_service_is_open_while_active_and_valid(
    client: AsyncClient,
    valid_from: date | None,
    valid_until: date | None,
    active: bool,
    expected: bool,
) -> None:
    service = Service(
        code="TECH", name="Technique", active=active, valid_from=valid_from, valid_until=valid_until
    )

    told = await _read(client, services=[service])

    assert told["services"][0]["open"] is expected
