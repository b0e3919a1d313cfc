"""Ordinary words at each question: what is a correction, a yes or a reference, and what is not."""

from typing import Any

import pytest

from actions.portal_sollicitations import SollicitationDetail
from actions.sollicitation_acts.act import ActionActOnSollicitation
from actions.sollicitations.listing import ActionListSollicitations
from actions.sollicitations.spoken_reference import is_same, read_reference
from actions.tests import contract_sollicitations as data
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import run
from actions.tests.form_turns import ASKING_INVOICE, ASKING_WORDS, OPENED, SUMMARY, answer
from actions.tests.test_sollicitation_filing import submit
from actions.tests.test_sollicitation_follow_up import ANSWER, own

OF_124 = "201700000124@00000000108396@2017"
OF_125 = "201700000125@00000000108396@2017"

# Who it is for


@pytest.mark.parametrize(
    "text",
    [
        "à envoyer",
        "au plus vite svp",
        "pour info c’est urgent",
        "à quelle adresse sera la réponse ?",
        "pour info le support ne répond jamais à mes appels",
    ],
)
@pytest.mark.parametrize("invoice", ["none", OF_124])
async def test_ordinary_words_change_no_recipient(
    portal: ContractPortal, text: str, invoice: str
) -> None:
    said = await answer({**SUMMARY, "sol_invoice": invoice}, text, "nlu_fallback")

    assert said.slots == {"sol_confirmed": None}


async def test_a_yes_that_begins_with_for_is_a_yes(portal: ContractPortal) -> None:
    said = await answer(SUMMARY, "pour moi c’est bon", "nlu_fallback")

    assert said.slots == {"sol_confirmed": "yes"}


async def test_a_matter_is_no_recipient(portal: ContractPortal) -> None:
    asking = {**OPENED, "requested_slot": "sol_category"}

    said = await answer(asking, "en fait c’est pour un problème de connexion", "nlu_fallback")

    assert said.slots["sol_category"] == "COMPTE_CONNEXION"


async def test_an_entity_that_is_unknown_changes_nothing(portal: ContractPortal) -> None:
    said = await answer(SUMMARY, "plutôt pour la mairie de Trifouillis", "nlu_fallback")

    assert said.slots == {"sol_confirmed": None}
    assert "Je ne trouve pas cette entité publique" in said.text


async def test_an_unknown_entity_is_not_the_client_of_the_invoice(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "sol_invoice": OF_124}

    said = await answer(slots, "plutôt pour la mairie de Trifouillis", "nlu_fallback")

    assert said.slots == {"sol_confirmed": None}


async def test_any_client_is_asked_which_where_no_invoice_tells(portal: ContractPortal) -> None:
    said = await answer(SUMMARY, "plutôt pour la mairie svp", "nlu_fallback")

    assert said.slots["sol_sub_category"] == "QUESTION_ENTITE_PUBLIQUE"
    assert said.slots["sol_addressee"] is None


# Which invoice


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("non, la 125", ["125"]),
        ("pas la 124, la 125", ["124", "125"]),
        ("pas la 124 la 125", ["124", "125"]),
        ("sans doute la 125", ["125"]),
    ],
)
async def test_a_number_counts_before_a_no(
    portal: ContractPortal, text: str, entities: list[str]
) -> None:
    said = await answer(
        ASKING_INVOICE, text, "invoice_status", entities={"invoice_number": entities[-1]}
    )

    assert said.slots["sol_invoice"] == OF_125


async def test_a_number_that_is_denied_is_a_no(portal: ContractPortal) -> None:
    entities = {"invoice_number": "124"}

    said = await answer(ASKING_INVOICE, "pas la 124", "invoice_status", entities=entities)

    assert said.slots["sol_invoice"] == "none"


# The description


@pytest.mark.parametrize(
    "text",
    [
        "Erreur sur la facture : le numéro d’engagement est faux",
        "Modifier la facture : mauvais service destinataire",
        "Mauvaise facture : déposée deux fois",
        "Changer de structure : mon entreprise a déménagé",
        "Changer le destinataire : comment faire depuis le portail",
    ],
)
async def test_a_description_with_a_title_is_one(portal: ContractPortal, text: str) -> None:
    assert (await answer(ASKING_WORDS, text, "nlu_fallback")).slots == {"sol_description": text}


async def test_a_category_that_there_is_may_be_changed_there(portal: ContractPortal) -> None:
    said = await answer(ASKING_WORDS, "Changer de catégorie : compte et connexion", "nlu_fallback")

    assert said.slots["sol_category"] == "COMPTE_CONNEXION"
    assert said.slots["sol_description"] is None


async def test_an_invoice_may_be_changed_there(portal: ContractPortal) -> None:
    entities = {"invoice_number": "125"}

    said = await answer(ASKING_WORDS, "Changer de facture : 125", "nlu_fallback", entities=entities)

    assert said.slots["sol_invoice"] == OF_125


# Yes


@pytest.mark.parametrize(
    "text",
    [
        "envoyer sans notre conversation",
        "oui sans la conversation",
        "oui, pas avec notre conversation",
        "oui s’il vous plaît",
        "ça me va",
        "oui, vous pouvez envoyer",
        "tout est bon",
        "allez-y",
    ],
)
async def test_a_yes_in_other_words(portal: ContractPortal, text: str) -> None:
    assert (await answer(SUMMARY, text, "affirm")).slots == {"sol_confirmed": "yes"}


@pytest.mark.parametrize(
    "text", ["ça me va pas", "c’est bon ?", "vous pouvez attendre", "oui pour moi mais pas encore"]
)
async def test_what_is_no_clear_yes_sends_nothing(portal: ContractPortal, text: str) -> None:
    assert (await answer(SUMMARY, text, "deny")).slots == {"sol_confirmed": None}


# References


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("ajoute au ticket 123 : livraison du 20 mars 2026 14 colis", "123"),
        ("ajoute à mon ticket : livraison du 20 mars 2026 14 colis", None),
        ("ma demande 45 de mars 2026 14 colis", "45"),
        ("livrée en mars 2026 14 colis", None),
        ("livrée le 2026-11-21", None),
        ("mon ticket 2026-45", "2026-45"),
        ("et la 2026/45 ?", "2026-45"),
        ("référence : SOL-2026-000123", "SOL-2026-000123"),
        ("ma demande : la 2026-45", "2026-45"),
        ("clôture plutôt la 45", "45"),
    ],
)
def test_a_number_of_the_text_is_no_reference(text: str, reference: str | None) -> None:
    assert read_reference(text) == reference


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("45", "SOL-2026-000045", True),
        ("2026-45", "SOL-2026-000045", True),
        ("2025-45", "SOL-2026-000045", False),
        ("45", "SOL-2026-000046", False),
        ("45", None, False),
    ],
)
def test_two_names_of_one_sollicitation(one: str, other: str | None, *, same: bool) -> None:
    assert is_same(one, other) is same


async def test_the_text_may_hold_a_year_and_a_number(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(14)]

    said = await run(
        ActionActOnSollicitation,
        text="ajoute à ma sollicitation 12 : livraison du 20 mars 2026 14 colis",
        intent="add_to_sollicitation",
    )

    assert said.slots["follow_reference"] == "SOL-2026-000012"


# Its history


def seen(status: str, *steps: dict[str, Any]) -> SollicitationDetail:
    return SollicitationDetail.model_validate(own(12, status, *steps))


def in_state(code: str, at: str, **given: Any) -> dict[str, Any]:
    return {
        **data.step("add", "Complément apporté", "…", by="author", at=at),
        "status": {"code": code, "label": code},
        **given,
    }


def test_it_is_in_its_state_since_it_came_into_it() -> None:
    found = seen(
        "EN_COURS",
        in_state("EN_COURS", "2026-11-01T10:00:00+01:00"),
        in_state("DEMANDE_COMPLEMENT", "2026-11-02T10:00:00+01:00"),
        in_state("EN_COURS", "2026-11-03T10:00:00+01:00"),
        in_state("EN_COURS", "2026-11-04T10:00:00+01:00"),
    )

    assert found.since.isoformat() == "2026-11-03T10:00:00+01:00"


async def test_a_mail_that_came_back_is_no_answer(portal: ContractPortal) -> None:
    bounce = data.step("add", "Complément apporté", "Le courriel n’a pu être remis.")
    portal.own_filed = [own(12, "REPONDUE", ANSWER, bounce)]

    said = await run(ActionListSollicitations, text="où en est ma sollicitation 12")

    assert "« Votre facture est bien arrivée. »" in said.text
    assert "n’a pu être remis" not in said.text


# A refusal


async def test_a_refusal_of_something_else_keeps_the_description(portal: ContractPortal) -> None:
    portal.refusal = (409, "too_many_sollicitations", "Trop de sollicitations aujourd’hui.")

    said = await submit()

    assert said.slots == {"sol_confirmed": None}
