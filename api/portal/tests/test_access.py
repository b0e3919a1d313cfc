"""Who may ask what."""

import pytest
from httpx import AsyncClient

from api.domain.rights import RattachementState, Role, Space
from api.portal.tests.builders import PortalBuilder, anonymous, bearer, on_behalf

PERSONAL = ["/portal/v1/me", "/portal/v1/invoices", "/portal/v1/sollicitations"]
DIRECTORY = ["/portal/v1/structures", "/portal/v1/sollicitation-categories"]


@pytest.mark.parametrize("path", PERSONAL + DIRECTORY)
async def test_without_token_nothing_is_told(client: AsyncClient, path: str) -> None:
    answer = await client.get(path)

    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_required"
    assert "Connectez-vous" in answer.json()["detail"]


@pytest.mark.parametrize("path", PERSONAL)
async def test_an_anonymous_token_is_asked_to_log_in(client: AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=anonymous())

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_required")


@pytest.mark.parametrize("path", DIRECTORY)
async def test_an_anonymous_token_reads_the_directory(client: AsyncClient, path: str) -> None:
    assert (await client.get(path, headers=anonymous())).status_code == 200


async def test_a_forged_token_is_refused(client: AsyncClient) -> None:
    answer = await client.get("/portal/v1/me", headers={"Authorization": "Bearer not.a.jwt"})

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_required")


async def test_a_login_unknown_to_the_portal_is_refused(client: AsyncClient) -> None:
    answer = await client.get("/portal/v1/me", headers=bearer("nobody"))

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_required")


async def test_a_token_minted_on_behalf_opens_the_users_own_view(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("anne", name="Anne Roux")

    answer = await client.get("/portal/v1/me", headers=on_behalf("anne"))

    assert answer.json() == {"login": "anne", "name": "Anne Roux", "structures": []}


async def test_me_tells_role_rattachement_and_subscribed_spaces(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    structure = await portal.structure(
        "Boulangerie", siret="00000000100001", spaces=[Space.ISSUED_INVOICES, Space.FLOWS]
    )
    await portal.user("anne", structure, Space.FLOWS, role=Role.PRINCIPAL_MANAGER)

    answer = await client.get("/portal/v1/me", headers=bearer("anne"))

    assert answer.json()["structures"] == [
        {
            "siret": "00000000100001",
            "name": "Boulangerie",
            "role": {"code": "GESTIONNAIRE_PRINCIPAL", "label": "Gestionnaire principal"},
            "attachment": {"code": "VALIDEE", "label": "Validée"},
            "spaces": [
                {"code": "FACTURES_EMISES", "label": "Factures émises", "subscribed": False},
                {"code": "SUIVI_FLUX", "label": "Suivi des flux", "subscribed": True},
            ],
        }
    ]


async def test_a_user_without_the_space_learns_what_is_missing_and_who_grants_it(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    structure = await portal.structure("Boulangerie")
    await portal.user("anne", structure, name="Anne Roux", role=Role.PRINCIPAL_MANAGER)
    await portal.user("paul", structure)

    answer = await client.get("/portal/v1/invoices", headers=bearer("paul"))

    assert (answer.status_code, answer.json()["code"]) == (403, "space_missing")
    assert "« Factures émises »" in answer.json()["detail"]
    assert "Anne Roux (gestionnaire principal)" in answer.json()["detail"]


async def test_a_manager_without_the_space_is_told_to_add_it_himself(
    client: AsyncClient, portal: PortalBuilder
) -> None:
    await portal.user("anne", await portal.structure(), role=Role.PRINCIPAL_MANAGER)

    answer = await client.get("/portal/v1/invoices", headers=bearer("anne"))

    assert "vous pouvez l’ajouter vous-même" in answer.json()["detail"]


@pytest.mark.parametrize(
    "state", [state for state in RattachementState if state is not RattachementState.VALIDATED]
)
async def test_a_rattachement_that_is_not_validated_gives_no_right(
    client: AsyncClient, portal: PortalBuilder, state: RattachementState
) -> None:
    structure = await portal.structure()
    await portal.user("anne", structure, Space.ISSUED_INVOICES, state=state)
    await portal.invoice("F1", structure)

    answer = await client.get("/portal/v1/invoices/F1", headers=bearer("anne"))

    assert (answer.status_code, answer.json()["code"]) == (403, "rattachement_missing")
