"""« Je ne vois pas cet espace »: each of the four missing steps, and none."""

import pytest

from api.domain.rights import RattachementState, Role, Space
from api.portal.rights.tests.bakery import NAME, SIRET, Bakery, attach


def _checks(diagnosis: dict[str, list[dict[str, object]]]) -> dict[object, object]:
    return {check["code"]: check["ok"] for check in diagnosis["checks"]}


async def test_the_first_step_is_to_be_attached(bakery: Bakery) -> None:
    told = await bakery.diagnose("dora", Space.ISSUED_INVOICES)

    assert told == {
        "space": {"code": "FACTURES_EMISES", "label": "Factures émises"},
        "structure": None,
        "checks": [
            {"code": "attached", "label": "Être rattaché à la structure", "ok": False},
            {"code": "attachment_validated", "label": "Avoir un rattachement validé", "ok": None},
            {"code": "space_opened", "label": "Espace ouvert sur la structure", "ok": None},
            {"code": "subscribed", "label": "Être abonné à l’espace", "ok": None},
        ],
        "missing": "attached",
        "explanation": (
            "Votre compte n’est rattaché à aucune structure. Demandez votre rattachement au SIRET "
            "de votre propre entreprise ou entité, jamais à celui de votre client ; un "
            "gestionnaire de cette structure doit ensuite le valider."
        ),
        "who": None,
        "you_can_do_it": True,
        "request": {"kind": "rattachement", "label": "Demander mon rattachement"},
        "pending_since": None,
        "others": [],
        "as_of": "2026-11-24T10:00:00+01:00",
    }


async def test_a_pending_rattachement_waits_for_a_manager_who_is_not_named(bakery: Bakery) -> None:
    await bakery.ask_in("dora")

    told = await bakery.diagnose("dora", Space.ISSUED_INVOICES)

    assert (told["missing"], told["you_can_do_it"]) == ("attachment_validated", False)
    assert _checks(told) == {
        "attached": True,
        "attachment_validated": False,
        "space_opened": None,
        "subscribed": None,
    }
    assert told["who"] is None
    assert told["pending_since"] == "2026-11-24T10:00:00+01:00"
    assert told["request"] is None
    assert told["explanation"] == (
        f"Votre rattachement à {NAME} attend d’être validé depuis le 24/11/2026 à 10 h 00. "
        "Un gestionnaire de la structure doit le valider."
    )


async def test_a_space_that_is_not_open_is_the_managers_affair(bakery: Bakery) -> None:
    told = await bakery.diagnose("chloe", Space.ENGAGEMENTS)

    assert (told["missing"], told["you_can_do_it"]) == ("space_opened", False)
    assert told["structure"] == {"siret": SIRET, "name": NAME}
    assert told["who"] == {"name": "Anne Roux", "role": "Gestionnaire principal"}
    assert told["request"] == {"kind": "space", "label": "Demander l’espace « Engagements »"}
    assert "Anne Roux (gestionnaire principal) doit l’ajouter." in told["explanation"]


async def test_a_manager_opens_it_himself(bakery: Bakery) -> None:
    told = await bakery.diagnose("bruno", Space.ENGAGEMENTS)

    assert (told["missing"], told["you_can_do_it"], told["who"]) == ("space_opened", True, None)
    assert told["request"]["label"] == "Ajouter l’espace « Engagements »"


async def test_a_self_service_space_is_added_by_the_user_himself(bakery: Bakery) -> None:
    told = await bakery.diagnose("chloe", Space.ISSUED_INVOICES)

    assert (told["missing"], told["you_can_do_it"], told["who"]) == ("subscribed", True, None)
    assert told["request"] == {"kind": "space", "label": "Ajouter l’espace « Factures émises »"}
    assert told["explanation"] == (
        f"L’espace « Factures émises » est ouvert sur {NAME}, mais vous n’y êtes pas abonné : "
        "vous pouvez l’ajouter vous-même, sans validation. En cas de difficulté, adressez-vous à "
        "Anne Roux (gestionnaire principal)."
    )


async def test_another_space_needs_a_managers_approval(bakery: Bakery) -> None:
    told = await bakery.diagnose("chloe", Space.FLOWS)

    assert (told["missing"], told["you_can_do_it"]) == ("subscribed", False)
    assert told["who"]["name"] == "Anne Roux"
    assert told["request"]["label"] == "Demander l’espace « Suivi des flux »"


async def test_a_request_that_waits_is_not_offered_again(bakery: Bakery) -> None:
    await bakery.ask_space("chloe", Space.FLOWS)

    told = await bakery.diagnose("chloe", Space.FLOWS)

    assert (told["request"], told["pending_since"]) == (None, "2026-11-24T10:00:00+01:00")
    assert "Votre demande attend depuis le 24/11/2026 à 10 h 00." in told["explanation"]


async def test_filing_what_is_proposed_takes_the_missing_step(bakery: Bakery) -> None:
    await bakery.ask_space("chloe", Space.ISSUED_INVOICES)

    told = await bakery.diagnose("chloe", Space.ISSUED_INVOICES)

    assert (told["missing"], told["request"], told["who"]) == (None, None, None)
    assert set(_checks(told).values()) == {True}
    assert "déconnectez-vous puis reconnectez-vous" in told["explanation"]


async def test_the_management_is_for_managers(bakery: Bakery) -> None:
    told = await bakery.diagnose("chloe", Space.MANAGEMENT)

    assert (told["missing"], told["request"]) == ("subscribed", None)
    assert "réservé aux gestionnaires" in told["explanation"]


async def test_a_personal_space_needs_no_structure(bakery: Bakery) -> None:
    told = await bakery.diagnose("dora", Space.ACCOUNT)

    assert (told["missing"], told["structure"], told["request"]) == (None, None, None)
    assert "ouvert à tout utilisateur connecté" in told["explanation"]


async def test_a_disabled_rattachement_names_nobody(bakery: Bakery) -> None:
    await attach(bakery, "emil", RattachementState.DISABLED)

    told = await bakery.diagnose("emil", Space.FLOWS)

    assert (told["missing"], told["who"], told["request"]) == ("attachment_validated", None, None)
    assert not any(name in told["explanation"] for name in ("Anne", "Bruno"))


@pytest.mark.parametrize(
    ("state", "said"),
    [(RattachementState.REFUSED, "a été refusé"), (RattachementState.REMOVED, "a été supprimé")],
)
async def test_who_was_refused_or_removed_may_ask_again(
    bakery: Bakery, state: RattachementState, said: str
) -> None:
    await attach(bakery, "emil", state)

    told = await bakery.diagnose("emil", Space.FLOWS)

    assert (told["missing"], told["request"]["kind"]) == ("attached", "rattachement")
    assert said in told["explanation"]


async def test_without_manager_only_the_support_can_help(bakery: Bakery) -> None:
    orphan = await bakery.portal.structure("Garage")
    await bakery.portal.user("gaston", orphan)

    told = await bakery.diagnose("gaston", Space.FLOWS)

    assert told["who"] == {"name": "Support Chorus Pro", "role": "Support"}
    assert "Transfert de gestionnaire principal" in told["explanation"]


async def test_a_hidden_structure_and_an_unknown_one_are_diagnosed_alike(bakery: Bakery) -> None:
    hidden = await bakery.diagnose("dora", Space.FLOWS, SIRET)
    unknown = await bakery.diagnose("dora", Space.FLOWS, "99999999999999")

    assert hidden == unknown
    assert hidden["structure"] is None
    assert hidden["missing"] == "attached"


async def test_a_public_structure_is_named_and_its_managers_are_not(bakery: Bakery) -> None:
    town_hall = await bakery.portal.structure("Mairie de Blagnac", public=True)
    await bakery.portal.user("anna", town_hall, name="Anne Lune", role=Role.PRINCIPAL_MANAGER)

    told = await bakery.diagnose("dora", Space.FLOWS, town_hall.siret)

    assert told["structure"] == {"siret": town_hall.siret, "name": "Mairie de Blagnac"}
    assert told["who"] is None
    assert "Anne" not in told["explanation"]


async def test_of_several_structures_the_one_nearest_to_the_space_is_told(
    bakery: Bakery,
) -> None:
    garage = await bakery.portal.structure("Garage", spaces=[Space.FLOWS])
    await bakery.portal.user("gaston", garage, name="Gaston")
    await bakery.ask_in("gaston")

    told = await bakery.diagnose("gaston", Space.FLOWS)

    assert told["structure"]["name"] == "Garage"
    assert told["others"] == [{"siret": SIRET, "name": NAME, "missing": "attachment_validated"}]


async def test_one_may_ask_about_one_structure(bakery: Bakery) -> None:
    garage = await bakery.portal.structure("Garage", spaces=[Space.FLOWS])
    await bakery.portal.user("gaston", garage, name="Gaston")
    await bakery.ask_in("gaston")

    told = await bakery.diagnose("gaston", Space.FLOWS, SIRET)

    assert (told["structure"]["name"], told["missing"]) == (NAME, "attachment_validated")


async def test_an_unknown_space_is_refused(bakery: Bakery) -> None:
    answer = await bakery.get("chloe", "/diagnoses/spaces/METEO")

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_space")
