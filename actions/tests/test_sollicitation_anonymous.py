"""Who has no account: an e-mail proven by a code, and nothing that needs rights."""

from typing import Any

import pytest

from actions.sollicitations.filing import ActionSubmitSollicitation
from actions.sollicitations.questions import (
    ActionAskSolCategory,
    ActionAskSolCode,
    ActionAskSolEmail,
)
from actions.sollicitations.summary import ActionAskSolConfirmed
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run
from actions.tests.form_turns import DIGRESSION, answer, open_form

EMAIL = "jeanne@exemple.fr"
NOTHING = {"sol_structure": "none", "sol_invoice": "none", "sol_addressee": "none"}
ASKING_EMAIL = {**NOTHING, "sol_draft": "3", "requested_slot": "sol_email"}
ASKING_CODE = {**ASKING_EMAIL, "sol_email": EMAIL, "requested_slot": "sol_code"}
DONE = {
    **ASKING_CODE,
    "sol_code": "proven",
    "sol_category": "COMPTE_CONNEXION",
    "sol_sub_category": "ACTIVATION_COMPTE",
    "sol_description": "Je ne reçois pas le courriel d’activation.",
    "requested_slot": "sol_confirmed",
}


async def reply(slots: dict[str, str], text: str, intent: str = "inform", **turn: Any) -> Said:
    return await answer(slots, text, intent, login=None, **turn)


async def test_it_is_said_what_can_be_done_without_an_account(portal: ContractPortal) -> None:
    said = await open_form(login=None)

    assert said.slots == {**NOTHING, "sol_draft": "7"}
    assert "que je vérifie d’abord par un code" in said.text


async def test_where_no_mail_is_sent_it_is_said_at_once(portal: ContractPortal) -> None:
    portal.mail_is_on = False

    said = await open_form(login=None)

    assert "l’envoi de courriels n’est pas en service ici" in said.text
    assert "Support → Nous contacter → « Envoyer un ticket »" in said.text
    assert said.payloads == ["/login_help", "/faq_support_ticket_without_login"]
    assert ("active_loop", None) in said.other_events


async def test_only_the_categories_of_anybody_are_offered(portal: ContractPortal) -> None:
    said = await run(ActionAskSolCategory, login=None, slots=NOTHING)

    assert said.titles == ["Compte et connexion", "Autre"]


async def test_no_category_that_needs_an_account_is_guessed(portal: ContractPortal) -> None:
    event = {
        "event": "user",
        "text": "/faq_tracking_rejected",
        "parse_data": {"intent": {"name": "faq_tracking_rejected"}},
    }

    assert "sol_category" not in (await open_form(login=None, before=[event])).slots


async def test_the_address_is_asked(portal: ContractPortal) -> None:
    assert "adresse électronique" in (await run(ActionAskSolEmail, login=None)).text


async def test_a_code_is_sent_to_the_address(portal: ContractPortal) -> None:
    said = await reply(ASKING_EMAIL, f"mon adresse est {EMAIL}")

    assert said.slots == {"sol_email": EMAIL, "sol_code": None}
    assert list(portal.codes_sent.values()) == [EMAIL]


async def test_a_replayed_turn_sends_no_other_code(portal: ContractPortal) -> None:
    await reply(ASKING_EMAIL, EMAIL)
    await reply(ASKING_EMAIL, EMAIL)

    assert len(portal.codes_sent) == 1


async def test_what_is_no_address_is_asked_again(portal: ContractPortal) -> None:
    said = await reply(ASKING_EMAIL, "jeanne chez exemple", "nlu_fallback")

    assert said.slots["sol_email"] is None
    assert "Je ne reconnais pas d’adresse" in said.text


async def test_the_code_is_asked_with_ways_out(portal: ContractPortal) -> None:
    said = await run(ActionAskSolCode, login=None, slots=ASKING_CODE)

    assert EMAIL in said.text
    assert said.titles == ["Renvoyer le code", "Autre adresse"]


@pytest.mark.parametrize("text", ["123456", "123 456", "le code est 123456"])
async def test_the_right_code_is_taken(portal: ContractPortal, text: str) -> None:
    portal.codes_sent["x"] = EMAIL

    said = await reply(ASKING_CODE, text, "invoice_status")

    assert said.slots == {"sol_code": "proven"}
    assert portal.proven == {EMAIL}


async def test_a_wrong_code_says_how_many_tries_are_left(portal: ContractPortal) -> None:
    portal.codes_sent["x"] = EMAIL

    said = await reply(ASKING_CODE, "000000", "invoice_status")

    assert said.slots == {"sol_code": None}
    assert said.text == "Code inexact : 4 essais."
    assert said.titles == ["Renvoyer le code", "Autre adresse"]


async def test_an_expired_code_may_be_sent_again(portal: ContractPortal) -> None:
    said = await reply(ASKING_CODE, "123456", "invoice_status")

    assert said.text == "Ce code n’est plus valable."
    assert "Renvoyer le code" in said.titles


@pytest.mark.parametrize(
    "text", ["renvoyer le code", "je n’ai rien reçu", "renvoyez-moi un code svp", "PAS RECU"]
)
async def test_the_code_may_be_asked_again_in_words(portal: ContractPortal, text: str) -> None:
    said = await reply(ASKING_CODE, text, "faq_account_two_factor_code_late", confidence=0.91)

    assert list(portal.codes_sent.values()) == [EMAIL]
    assert "Un nouveau code est parti" in said.text
    assert said.other_events == []


async def test_its_button_does_the_same(portal: ContractPortal) -> None:
    text = '/inform{"sol_code":"__again__"}'

    await reply(ASKING_CODE, text, given={"sol_code": "__again__"})

    assert list(portal.codes_sent.values()) == [EMAIL]


async def test_another_address_may_be_given_at_once(portal: ContractPortal) -> None:
    said = await reply(ASKING_CODE, "non, c’est jean@exemple.fr", "nlu_fallback")

    assert said.slots == {"sol_code": None, "sol_email": "jean@exemple.fr"}
    assert list(portal.codes_sent.values()) == ["jean@exemple.fr"]


@pytest.mark.parametrize("text", ["autre adresse", "je veux changer d’adresse"])
async def test_another_address_may_be_asked_for(portal: ContractPortal, text: str) -> None:
    said = await reply(ASKING_CODE, text, "nlu_fallback")

    assert said.slots["sol_email"] is None
    assert said.slots["sol_code"] is None


async def test_a_question_in_the_middle_is_answered(portal: ContractPortal) -> None:
    said = await reply(
        ASKING_CODE, "à quoi sert le code service ?", "faq_filing_find_service_code", confidence=0.9
    )

    assert said.other_events == DIGRESSION


async def test_the_word_of_proof_cannot_be_typed(portal: ContractPortal) -> None:
    said = await reply({**ASKING_CODE, "sol_code": "proven"}, "proven")

    assert said.slots == {"sol_code": None}


async def test_a_resumed_form_sends_no_other_code(portal: ContractPortal) -> None:
    held = {"sol_email": EMAIL, "sol_code": "proven"}

    said = await open_form(login=None, slots={**ASKING_CODE, **held}, given=held)

    assert said.slots == held
    assert portal.codes_sent == {}


async def test_the_summary_shows_nothing_that_needs_rights(portal: ContractPortal) -> None:
    said = await run(ActionAskSolConfirmed, login=None, slots=DONE)

    labels = [field["label"] for field in said.card["fields"]]
    assert labels == ["Catégorie", "Sous-catégorie", "Description", "Destinataire", "Réponse à"]
    assert "Changer de facture" not in said.titles
    assert "Garder en brouillon" not in said.titles


async def submit() -> Said:
    slots = {**DONE, "sol_confirmed": "yes"}
    return await run(
        ActionSubmitSollicitation, text="/affirm", intent="affirm", login=None, slots=slots
    )


async def test_it_is_filed_with_the_address(portal: ContractPortal) -> None:
    portal.proven.add(EMAIL)

    said = await submit()

    body, _ = portal.filed[f"{CONVERSATION}:3"]
    assert body["email"] == EMAIL
    assert "structure_siret" not in body
    assert f"La réponse vous parviendra à {EMAIL}" in said.text
    assert said.payloads == []


async def test_an_address_that_is_no_longer_proven_is_asked_again(portal: ContractPortal) -> None:
    said = await submit()

    assert said.slots == {"sol_confirmed": None, "sol_email": None, "sol_code": None}
    assert said.other_events == [("followup", "sollicitation_form")]
