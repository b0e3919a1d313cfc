"""Something else in the middle of the form: answered, and the form goes on."""

import pytest

from actions.sollicitations.questions import (
    ActionAskSolCategory,
    ActionAskSolDescription,
)
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import run
from actions.tests.form_turns import (
    ASKING_INVOICE,
    ASKING_SUB,
    ASKING_WORDS,
    DIGRESSION,
    SUMMARY,
    answer,
)


@pytest.mark.parametrize("slots", [ASKING_SUB, ASKING_INVOICE, ASKING_WORDS, SUMMARY])
@pytest.mark.parametrize(("text", "intent"), [("/cancel", "cancel"), ("annuler", "cancel")])
async def test_a_wish_to_stop_is_handed_to_the_rules(
    portal: ContractPortal, slots: dict[str, str], text: str, intent: str
) -> None:
    said = await answer(slots, text, intent)

    assert said.slots == {slots["requested_slot"]: None}
    assert said.other_events == DIGRESSION
    assert said.messages == []


async def test_a_wish_for_an_agent_at_the_summary_is_handed_to_the_rules(
    portal: ContractPortal,
) -> None:
    said = await answer(SUMMARY, "je veux parler à quelqu’un", "request_agent", confidence=0.98)

    assert said.other_events == DIGRESSION


async def test_a_question_in_the_middle_is_handed_to_the_rules(portal: ContractPortal) -> None:
    said = await answer(
        ASKING_SUB, "comment recycler une facture ?", "faq_tracking_how_to_recycle", confidence=0.9
    )

    assert said.other_events == DIGRESSION


async def test_a_doubtful_question_is_only_asked_again(portal: ContractPortal) -> None:
    said = await answer(ASKING_SUB, "comment faire ?", "faq_tracking_rejected", confidence=0.4)

    assert said.other_events == []
    assert "pas reconnu" in said.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Ma facture 201700000124 est rejetée, pourquoi ?", "faq_tracking_rejected"),
        ("Ma facture est rejetée depuis lundi. Que dois-je faire ?", "faq_tracking_rejected"),
        ("Je souhaite annuler la facture envoyée à tort au département", "cancel"),
        ("Je veux recommencer la saisie de ma facture restée bloquée", "start_over"),
        ("Bonjour, le bouton Envoyer ne réagit plus depuis ce matin", "greet"),
        ("Votre portail est nul : mon dépôt a échoué trois fois", "insult"),
        ("My invoice was rejected and the city does not answer", "other_language"),
    ],
)
async def test_a_description_is_not_taken_for_a_question(
    portal: ContractPortal, text: str, intent: str
) -> None:
    said = await answer(ASKING_WORDS, text, intent, confidence=0.95)

    assert said.slots == {"sol_description": text}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Comment recycler une facture ?", "faq_tracking_how_to_recycle"),
        ("où en est ma facture 201700000124 ?", "invoice_status"),
        ("what does suspended mean ?", "other_language"),
        ("bonjour", "greet"),
        ("merci beaucoup", "thank"),
        ("retour", "go_back"),
        ("recommencer svp", "start_over"),
        ("vous êtes des bons à rien", "insult"),
        ("je n’en peux plus, je vais en finir, à quoi bon continuer", "distress"),
    ],
)
async def test_what_is_obviously_no_description_interrupts(
    portal: ContractPortal, text: str, intent: str
) -> None:
    said = await answer(ASKING_WORDS, text, intent, confidence=0.95)

    assert said.other_events == DIGRESSION


async def test_a_question_that_is_not_sure_is_a_description(portal: ContractPortal) -> None:
    text = "Comment faire pour ma facture ?"

    said = await answer(ASKING_WORDS, text, "faq_tracking_rejected", confidence=0.7)

    assert said.slots == {"sol_description": text}


async def test_what_interrupted_the_description_may_be_kept_as_one(portal: ContractPortal) -> None:
    text = "Pourquoi ma facture est-elle rejetée ?"
    rejected = {"event": "action_execution_rejected", "name": "sollicitation_form"}

    said = await run(
        ActionAskSolDescription, text=text, intent="faq_x", slots=ASKING_WORDS, after=[rejected]
    )

    assert said.titles == ["C’était ma description"]
    assert text in said.payloads[0]


async def test_the_description_is_first_asked_without_choices(portal: ContractPortal) -> None:
    said = await run(ActionAskSolDescription, text="aucune", slots=ASKING_INVOICE)

    assert said.titles == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("où en est ma facture 201700000124 ?", "invoice_status"),
        ("quelles sont mes factures rejetées ?", "list_invoices"),
    ],
)
async def test_a_question_on_invoices_is_not_an_answer(
    portal: ContractPortal, text: str, intent: str
) -> None:
    said = await answer(ASKING_INVOICE, text, intent, entities={"invoice_number": "201700000124"})

    assert said.other_events == DIGRESSION


async def test_a_number_with_a_question_mark_is_an_answer(portal: ContractPortal) -> None:
    said = await answer(
        ASKING_INVOICE, "la 124 ?", "invoice_status", entities={"invoice_number": "124"}
    )

    assert said.slots["sol_invoice"] == "201700000124@00000000108396@2017"


async def test_questions_of_the_form_are_not_voted_on(portal: ContractPortal) -> None:
    said = await run(ActionAskSolCategory)

    assert said.messages[0]["custom"]["votable"] is False


async def test_back_from_a_question_the_form_only_asks_again(portal: ContractPortal) -> None:
    said = await answer(ASKING_SUB, "quand serai-je payé ?", "faq_tracking_payment", given={})

    assert said.events == []
    assert said.messages == []
