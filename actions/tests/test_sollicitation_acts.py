"""What an author does with a sollicitation that was filed."""

from typing import Any

import pytest

from actions.sollicitation_acts.act import ActionActOnSollicitation
from actions.sollicitation_acts.filing import ActionCancelFollow, ActionSubmitFollow
from actions.sollicitation_acts.questions import ActionAskFollowConfirmed, ActionAskFollowText
from actions.sollicitation_acts.validation import ValidateFollowForm
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run
from actions.tests.test_sollicitation_follow_up import ANSWER, own

ADD, SEND_BACK, CLOSE = "add_to_sollicitation", "send_back_sollicitation", "close_sollicitation"
REFERENCE = "SOL-2026-000012"
OPENED = [("followup", "follow_form")]
ADDING = {"follow_act": "add", "follow_reference": REFERENCE, "follow_draft": "3"}
ASKING = {**ADDING, "requested_slot": "follow_text"}
TEXT = "Le bon de commande porte le numéro 4500."
CONFIRMING = {**ADDING, "follow_text": TEXT, "requested_slot": "follow_confirmed"}


async def want(intent: str, text: str = "…", **turn: Any) -> Said:
    return await run(ActionActOnSollicitation, text=text, intent=intent, **turn)


async def test_the_only_one_that_fits_is_taken(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(13, "CLOTUREE")]

    said = await want(ADD, "ajouter une information à ma sollicitation")

    assert said.slots["follow_reference"] == REFERENCE
    assert said.slots["follow_act"] == "add"
    assert said.slots["follow_draft"] == "7"
    assert said.other_events == OPENED


async def test_of_several_it_asks_which(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(13)]

    said = await want(ADD)

    assert said.text == "À laquelle de vos sollicitations voulez-vous ajouter une information ?"
    assert said.payloads[0] == '/add_to_sollicitation{"sol_reference":"SOL-2026-000013"}'
    assert said.other_events == []


async def test_the_one_shown_last_is_meant(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(13)]

    said = await want(CLOSE, "clôturez-la", slots={"last_sollicitation": REFERENCE})

    assert said.slots["follow_reference"] == REFERENCE


async def test_the_one_that_is_named_is_meant(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(13)]

    said = await want(
        CLOSE, "clôturez le ticket 12", slots={"last_sollicitation": "SOL-2026-000013"}
    )

    assert said.slots["follow_reference"] == REFERENCE


async def test_only_an_answered_one_is_sent_back(portal: ContractPortal) -> None:
    portal.own_filed = [own(12, "REPONDUE", ANSWER), own(13)]

    said = await want(SEND_BACK, "la réponse ne me convient pas")

    assert said.slots["follow_reference"] == REFERENCE


async def test_to_close_no_text_is_asked(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    assert (await want(CLOSE)).slots["follow_text"] == "none"


async def test_what_is_said_after_a_colon_is_the_text(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    said = await want(ADD, f"ajoute à ma sollicitation 12 : {TEXT}")

    assert said.slots["follow_text"] == TEXT


async def test_an_act_that_is_not_possible_says_the_state(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    said = await want(SEND_BACK, "renvoyez la sollicitation 12")

    assert "elle est à l’état « Soumise »" in said.text
    assert said.titles == ["Ajouter une information", "Clôturer"]


async def test_an_unknown_one_is_said_so(portal: ContractPortal) -> None:
    assert "Je ne trouve pas de sollicitation 99" in (await want(CLOSE, "fermez le ticket 99")).text


async def test_nothing_fits(portal: ContractPortal) -> None:
    assert "ne s’y prête" in (await want(CLOSE)).text


@pytest.mark.parametrize("login", [None, "manuela.martin"])
async def test_the_assistants_own_answer_may_be_what_does_not_do(
    portal: ContractPortal, login: str | None
) -> None:
    said = await want(SEND_BACK, "ta réponse ne me convient pas", login=login)

    assert "Si c’est ma réponse qui ne convient pas" in said.text
    assert said.payloads[:2] == ["/request_agent", "/file_sollicitation"]


async def test_an_anonymous_user_is_told_to_log_in(portal: ContractPortal) -> None:
    assert "vous devez être connecté" in (await want(ADD, login=None)).text


# Its form


async def test_the_text_is_asked(portal: ContractPortal) -> None:
    said = await run(ActionAskFollowText, slots=ASKING)

    assert said.text.startswith(f"Que faut-il ajouter à la sollicitation {REFERENCE} ?")


async def reply(slots: dict[str, str], text: str, intent: str = "inform", **turn: Any) -> Said:
    given = {slots["requested_slot"]: text}
    return await run(ValidateFollowForm, text=text, intent=intent, slots=slots, given=given, **turn)


async def test_the_text_is_kept_as_it_was_typed(portal: ContractPortal) -> None:
    assert (await reply(ASKING, TEXT, "nlu_fallback")).slots == {"follow_text": TEXT}


async def test_a_text_that_is_too_long_is_asked_again(portal: ContractPortal) -> None:
    said = await reply(ASKING, "x" * 4001)

    assert said.slots == {"follow_text": None}
    assert "4000" in said.text


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("annuler", "cancel"),
        ("quand serai-je payé ?", "faq_tracking_payment"),
        ("/cancel", "cancel"),
    ],
)
async def test_something_else_interrupts(portal: ContractPortal, text: str, intent: str) -> None:
    said = await reply(ASKING, text, intent, confidence=0.95)

    assert said.other_events == [("action_execution_rejected", "follow_form")]


async def test_the_summary_shows_what_will_be_sent(portal: ContractPortal) -> None:
    said = await run(ActionAskFollowConfirmed, slots=CONFIRMING)

    assert f"- Texte : {TEXT}" in said.text
    assert said.titles == ["Envoyer", "Modifier le texte", "Annuler"]


async def test_a_yes_confirms(portal: ContractPortal) -> None:
    assert (await reply(CONFIRMING, "oui", "affirm")).slots == {"follow_confirmed": "yes"}


async def test_the_text_may_be_changed_from_the_summary(portal: ContractPortal) -> None:
    said = await reply(CONFIRMING, "modifie le texte", "nlu_fallback")

    assert said.slots == {"follow_confirmed": None, "follow_text": None}


# Its end


async def submit(**changed: object) -> Said:
    slots = {**CONFIRMING, "follow_confirmed": "yes", **changed}
    return await run(ActionSubmitFollow, text="/affirm", intent="affirm", slots=slots)


async def test_it_is_sent_and_the_new_state_is_said(portal: ContractPortal) -> None:
    portal.own_filed = [own(12, "DEMANDE_COMPLEMENT")]

    said = await submit()

    operation, body, _ = portal.written[f"{CONVERSATION}:3:add"]
    assert (operation, body["text"]) == (f"add {REFERENCE}", TEXT)
    assert "« En cours »" in said.text
    assert said.slots["follow_draft"] is None


async def test_a_replayed_turn_sends_once(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    first, again = await submit(), await submit()

    assert len(portal.written) == 1
    assert first.text == again.text


async def test_closing_sends_no_text(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]

    said = await submit(follow_act="close", follow_text="none")

    assert portal.written[f"{CONVERSATION}:3:close"][1]["text"] is None
    assert "« Clôturée »" in said.text


async def test_nothing_is_sent_before_it_is_confirmed(portal: ContractPortal) -> None:
    said = await submit(follow_confirmed=None)

    assert said.messages == []
    assert portal.requests == []


async def test_a_refusal_is_shown(portal: ContractPortal) -> None:
    portal.refusal = (409, "act_not_possible", "Elle est déjà clôturée.")

    said = await submit()

    assert said.text == "Le portail a refusé. Elle est déjà clôturée."
    assert said.slots["follow_act"] is None


async def test_a_lost_answer_is_sent_again_under_its_own_key(portal: ContractPortal) -> None:
    portal.own_filed = [own(12)]
    portal.fault = "failing"
    failed = await submit()
    portal.fault = None
    text = failed.payloads[-1]

    again = await want(
        ADD, text, entities={"sol_reference": REFERENCE}, slots=ADDING | {"follow_text": TEXT}
    )

    assert text == f'/add_to_sollicitation{{"sol_reference":"{REFERENCE}"}}'
    assert again.slots["follow_draft"] == "3"
    assert again.slots["follow_text"] == TEXT


async def test_dropped_it_changes_nothing(portal: ContractPortal) -> None:
    said = await run(ActionCancelFollow, text="annuler", intent="cancel", slots=CONFIRMING)

    assert "n’a pas changé" in said.text
    assert portal.requests == []
