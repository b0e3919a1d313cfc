"""The directory of structures."""

import pytest
from httpx import AsyncClient

from api.models.structure import Service
from api.portal.tests.builders import PortalBuilder, anonymous, bearer

DEPARTMENT = ("CD31", "Conseil départemental 31", "Haute-Garonne")


async def _search(client: AsyncClient, query: str) -> list[str]:
    answer = await client.get("/portal/v1/structures", params={"q": query}, headers=anonymous())
    return [item["name"] for item in answer.json()["items"]]


@pytest.fixture
async def directory(portal: PortalBuilder) -> None:
    budgets = (
        ("Budget principal", "22310001700423", ()),
        ("Restauration", "22310001700456", ("CD31 Restauration", "Restauration")),
        ("Parc technique", "22310001700696", ("CD31 Parc technique", "Parc technique")),
    )
    for name, siret, aliases in budgets:
        await portal.structure(name, siret=siret, public=True, aliases=(*aliases, *DEPARTMENT))
    await portal.structure(
        "Agence technique", siret="25310197600020", public=True, aliases=["ATD31", "Haute-Garonne"]
    )
    await portal.structure("Boulangerie Haute-Garonne", siret="00000000100001")


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("22310001700456", ["Restauration"]),
        ("223 100 017 00456", ["Restauration"]),
        ("la structure 22310001700456", ["Restauration"]),
        ("25310197600021", ["Agence technique"]),
        ("223100017", ["Budget principal", "Restauration", "Parc technique"]),
        ("CD31", ["Budget principal", "Restauration", "Parc technique"]),
        ("cd 31", ["Budget principal", "Restauration", "Parc technique"]),
        ("conseil departemental 31", ["Budget principal", "Restauration", "Parc technique"]),
        ("atd31", ["Agence technique"]),
        ("restauration", ["Restauration"]),
        ("restoration", ["Restauration"]),
        ("CD31 parc technique", ["Parc technique"]),
        ("parc  techniqe", ["Parc technique"]),
        ("conseil général 31", ["Budget principal", "Restauration", "Parc technique"]),
        ("CG31", ["Budget principal", "Restauration", "Parc technique"]),
        ("dept 31", ["Budget principal", "Restauration", "Parc technique"]),
        ("consiel departmental 31", ["Budget principal", "Restauration", "Parc technique"]),
        ("parctechnique", ["Parc technique"]),
        ("cd32", []),
        ("conseil départemental du Rhône", []),
        ("???", []),
    ],
)
async def test_a_structure_is_found_by_siret_name_or_alias(
    client: AsyncClient, query: str, expected: list[str]
) -> None:
    assert await _search(client, query) == expected


@pytest.mark.usefixtures("directory")
async def test_a_name_shared_by_all_finds_all_the_public_ones(client: AsyncClient) -> None:
    assert set(await _search(client, "haute garonne")) == {
        "Budget principal",
        "Restauration",
        "Parc technique",
        "Agence technique",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("CD31", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("conseil départemental 31", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("conseil départemental de la Haute-Garonne", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("conseil general haute garone", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("hautegaronne", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("departementhautegaronne", ["DEPARTEMENT DE LA HAUTE GARONNE"]),
        ("mairie de Blagnac", ["COMMUNE DE BLAGNAC"]),
        ("ville de blagnac", ["COMMUNE DE BLAGNAC"]),
        ("mairie de blaniac", ["COMMUNE DE BLAGNAC"]),
        ("mairie de Toulouse", []),
        ("CHU de Bordeaux", ["CENTRE HOSPITALIER UNIVERSITAIRE DE BORDEAUX"]),
        ("hôpital de Bordeaux", ["CENTRE HOSPITALIER UNIVERSITAIRE DE BORDEAUX"]),
        ("CD33", []),
    ],
)
async def test_official_names_are_found_by_the_usual_ones(
    client: AsyncClient, portal: PortalBuilder, query: str, expected: list[str]
) -> None:
    for name in (
        "DEPARTEMENT DE LA HAUTE GARONNE",
        "COMMUNE DE BLAGNAC",
        "CENTRE HOSPITALIER UNIVERSITAIRE DE BORDEAUX",
    ):
        await portal.structure(name, public=True)

    assert await _search(client, query) == expected


_MAIRIE_SERVICES = [
    {
        "code": "CULT",
        "name": "Culture",
        "active": False,
        "engagement_required": False,
        "valid_from": None,
        "valid_until": None,
        "open": False,
    },
    {
        "code": "TECH",
        "name": "Services techniques",
        "active": True,
        "engagement_required": True,
        "valid_from": None,
        "valid_until": None,
        "open": True,
    },
]


async def test_a_structure_says_what_it_requires(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.structure(
        "Mairie",
        siret="00000000300003",
        public=True,
        service_code=True,
        engagement=True,
        services=[
            Service(code="TECH", name="Services techniques", engagement_required=True),
            Service(code="CULT", name="Culture", active=False),
        ],
    )

    answer = await client.get("/portal/v1/structures/000 000 003 00003", headers=anonymous())

    assert answer.json() == {
        "siret": "00000000300003",
        "identifier_type": {"code": "SIRET", "label": "SIRET"},
        "name": "Mairie",
        "public": True,
        "address": None,
        "parameters": {
            "moa": False,
            "moa_only": False,
            "delegated_validator": False,
            "edi": False,
            "edi_reception": False,
            "non_diffusible": False,
            "payment_status_returned": True,
        },
        "state": {"code": "ACTIVE", "label": "Active"},
        "requires": {"service_code": True, "engagement": True, "either": False},
        "requires_label": "Le code service et le numéro d’engagement sont obligatoires.",
        "services": _MAIRIE_SERVICES,
        "as_of": "2026-11-24T10:00:00+01:00",
    }


async def test_either_of_the_two_stands_alone(client: AsyncClient, portal: PortalBuilder) -> None:
    structure = await portal.structure(public=True, service_code=True, either=True)

    answer = await client.get(f"/portal/v1/structures/{structure.siret}", headers=anonymous())

    assert answer.json()["requires"] == {
        "service_code": False,
        "engagement": False,
        "either": True,
    }


async def test_a_private_structure_looks_unknown_to_others(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    private = await portal.supplier("anne")
    await portal.supplier("marc")

    hidden = await client.get(f"/portal/v1/structures/{private.siret}", headers=bearer("marc"))
    unknown = await client.get("/portal/v1/structures/99999999999999", headers=bearer("marc"))

    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"9" * 14, private.siret.encode())


async def test_a_private_structure_is_shown_to_its_own_users(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    private = await portal.supplier("anne")

    answer = await client.get(f"/portal/v1/structures/{private.siret}", headers=bearer("anne"))

    assert answer.json()["public"] is False
