"""Sollicitations across turns: a login in the middle, a second one, another act, a draft left."""

from typing import Any

import pytest
from rasa_sdk.events import ActionExecuted, ActiveLoop, SlotSet

from actions.handover import ActionRequestAgent
from actions.sollicitation_acts.act import ActionActOnSollicitation
from actions.sollicitation_acts.filing import ActionSubmitFollow
from actions.sollicitation_acts.validation import ValidateFollowForm
from actions.sollicitations.listing import ActionListSollicitations
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import Said, run, user
from actions.tests.form_turns import SAVOIE, SUMMARY, answer, open_form
from actions.tests.test_sollicitation_acts import CONFIRMING
from actions.tests.test_sollicitation_anonymous import ASKING_CODE, ASKING_EMAIL, DONE, EMAIL
from actions.tests.test_sollicitation_anonymous import submit as file_without_account
from actions.tests.test_sollicitation_follow_up import own

INVOICE = "201700000124@00000000108396@2017"
UNPAID = "La mairie ne me règle pas depuis deux mois"
FILED = ActionExecuted("action_submit_sollicitation")
LEFT = [ActiveLoop("sollicitation_form"), ActiveLoop(None)]
CLOSE = "close_sollicitation"

# A login in the middle


@pytest.mark.parametrize("text", ["Je suis connecté", "c’est bon je me suis connecté"])
async def test_who_logs_in_at_the_address_is_asked_it_no_more(
    portal: ContractPortal, text: str
) -> None:
    said = await answer(ASKING_EMAIL, text, "login_help", confidence=0.9)

    assert said.slots["sol_email"] == said.slots["sol_code"] == "none"
    assert "Je ne reconnais pas d’adresse" not in said.text
    assert "maintenant connecté" in said.text


async def test_who_logs_in_is_asked_what_an_account_is_asked(portal: ContractPortal) -> None:
    said = await answer(ASKING_EMAIL, "Je suis connecté", "nlu_fallback")

    assert said.slots["sol_structure"] == SAVOIE
    assert said.slots["sol_invoice"] is None
    assert said.slots["sol_addressee"] is None


async def test_a_question_of_who_has_logged_in_is_answered(portal: ContractPortal) -> None:
    said = await answer(
        ASKING_EMAIL, "comment recycler une facture ?", "faq_tracking_how_to_recycle"
    )

    assert said.other_events == [("action_execution_rejected", "sollicitation_form")]
    assert said.slots["sol_email"] == "none"


async def test_who_logs_in_with_several_structures_is_asked_which(portal: ContractPortal) -> None:
    said = await answer(ASKING_CODE, "connecté", "nlu_fallback", login="laurent.bonhomme")

    assert said.slots["sol_structure"] is None


async def test_who_logs_in_at_the_summary_is_shown_it_again(portal: ContractPortal) -> None:
    said = await answer(DONE, "oui", "affirm")

    assert said.slots["sol_confirmed"] is None
    assert said.slots["sol_structure"] == SAVOIE


async def test_a_yes_to_a_summary_that_is_not_whole_sends_nothing(portal: ContractPortal) -> None:
    said = await answer({**SUMMARY, "sol_description": None}, "oui", "affirm")

    assert said.slots["sol_confirmed"] is None


# A second draft after a first


async def test_a_second_one_takes_no_words_of_the_first(portal: ContractPortal) -> None:
    before = [user(UNPAID, "explain_unpaid"), user("oui", "affirm"), FILED]

    assert "sol_description" not in (await open_form(before=before)).slots


async def test_a_second_one_takes_no_category_of_the_first(portal: ContractPortal) -> None:
    before = [user(UNPAID, "explain_unpaid"), user("oui", "affirm"), FILED]

    assert "sol_category" not in (await open_form(before=before)).slots


async def test_a_second_one_takes_no_invoice_of_the_first(portal: ContractPortal) -> None:
    before = [user("la 124", "invoice_status"), SlotSet("last_invoice", INVOICE), FILED]

    said = await open_form(before=before, slots={"last_invoice": INVOICE})

    assert "sol_invoice" not in said.slots


async def test_an_invoice_shown_since_is_taken(portal: ContractPortal) -> None:
    before = [FILED, user("la 124", "invoice_status"), SlotSet("last_invoice", INVOICE)]

    said = await open_form(before=before, slots={"last_invoice": INVOICE})

    assert said.slots["sol_invoice"] == INVOICE


async def test_an_invoice_shown_before_has_nothing_to_do_with_an_account(
    portal: ContractPortal,
) -> None:
    before = [user("/faq_account_forgotten_password", "faq_account_forgotten_password")]

    said = await open_form(before=before, slots={"last_invoice": INVOICE})

    assert said.slots["sol_invoice"] == "none"
    assert "Elle portera sur la facture" not in said.text


# A draft that was left

HELD = {"sol_category": "FACTURES_EMISES", "sol_invoice": INVOICE, "sol_structure": SAVOIE}


async def resume(text: str = "je veux déposer une sollicitation", **turn: Any) -> Said:
    held = {**HELD, "sol_email": "none", "sol_code": "none"}
    slots = {**held, "sol_draft": "3", **turn.pop("slots", {})}
    return await open_form(text=text, slots=slots, given=held, **turn)


async def test_a_draft_that_was_left_is_announced(portal: ContractPortal) -> None:
    said = await resume()

    assert said.text.startswith("Je reprends la sollicitation que vous aviez commencée")
    assert said.payloads == ["/start_over"]


async def test_the_invoice_of_the_new_request_is_applied(portal: ContractPortal) -> None:
    entities = {"invoice_number": "125"}

    said = await resume("ouvre un ticket pour la facture 125", entities=entities)

    assert said.slots["sol_invoice"] == "201700000125@00000000108396@2017"


async def test_what_was_guessed_stays_a_guess_when_it_is_resumed(portal: ContractPortal) -> None:
    said = await resume(slots={"sol_guessed": "sol_category sol_description"})

    assert "sol_guessed" not in said.slots


async def test_given_up_outside_the_form_it_is_begun_anew(portal: ContractPortal) -> None:
    before = [*LEFT, user("annuler", "cancel"), ActionExecuted("utter_cancel")]

    said = await resume(before=before)

    assert said.slots["sol_draft"] == "7"
    assert said.slots["sol_category"] is None
    assert said.slots["sol_invoice"] is None
    assert said.text == ""


async def test_left_after_that_it_is_resumed(portal: ContractPortal) -> None:
    before = [user("annuler", "cancel"), ActionExecuted("utter_cancel"), *LEFT]

    assert "Je reprends" in (await resume(before=before)).text


async def test_a_button_on_something_else_begins_anew(portal: ContractPortal) -> None:
    chosen = {"sol_invoice": INVOICE, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE"}
    held = {"sol_description": "Tout autre chose.", "sol_draft": "3"}

    said = await open_form(text="/file_sollicitation", entities=chosen, given=chosen, slots=held)

    assert said.slots["sol_category"] == "FACTURES_EMISES"
    assert said.slots["sol_sub_category"] == "QUESTION_ENTITE_PUBLIQUE"
    assert said.slots["sol_invoice"] == INVOICE
    assert said.slots["sol_description"] is None


# Another act while one is to be confirmed


async def press(slots: dict[str, Any], text: str, **turn: Any) -> Said:
    given = {slots["requested_slot"]: text}
    return await run(ValidateFollowForm, text=text, intent=CLOSE, slots=slots, given=given, **turn)


CLOSING = {**CONFIRMING, "follow_act": "close", "follow_text": "none"}
HANDED_BACK = [("action_execution_rejected", "follow_form")]


async def test_the_button_of_another_one_begins_its_own_act(portal: ContractPortal) -> None:
    entities = {"sol_reference": "SOL-2026-000013"}

    said = await press(CLOSING, f"/{CLOSE}", entities=entities)

    assert said.other_events == HANDED_BACK
    assert said.slots == {"follow_confirmed": None}


async def test_another_act_on_the_same_one_begins_too(portal: ContractPortal) -> None:
    entities = {"sol_reference": "SOL-2026-000012"}

    said = await press(CONFIRMING, f"/{CLOSE}", entities=entities)

    assert said.other_events == HANDED_BACK


async def test_its_own_button_only_asks_again(portal: ContractPortal) -> None:
    entities = {"sol_reference": "SOL-2026-000012"}

    assert (await press(CLOSING, f"/{CLOSE}", entities=entities)).other_events == []


async def test_another_one_may_be_named_in_words(portal: ContractPortal) -> None:
    assert (await press(CLOSING, "clôture plutôt la 45")).other_events == HANDED_BACK


async def test_then_it_is_the_one_that_is_acted_on(portal: ContractPortal) -> None:
    portal.own_filed = [own(12), own(45)]

    said = await run(
        ActionActOnSollicitation, text="clôture plutôt la 45", intent=CLOSE, slots=CLOSING
    )

    assert said.slots["follow_reference"] == "SOL-2026-000045"


async def test_a_text_that_speaks_of_closing_is_a_text(portal: ContractPortal) -> None:
    asking = {**CONFIRMING, "follow_text": None, "requested_slot": "follow_text"}
    text = "Vous pouvez clôturer ensuite"

    assert (await press(asking, text)).slots == {"follow_text": text}


# Without an account, what was filed in this very conversation

MINE = {"last_sollicitation": "SOL-2026-000001"}


async def test_where_what_was_filed_without_an_account_stands(portal: ContractPortal) -> None:
    portal.proven.add(EMAIL)
    await file_without_account()

    said = await run(
        ActionListSollicitations, text="où en est ma sollicitation", login=None, slots=MINE
    )

    assert "SOL-2026-000001 est à l’état « Soumise »" in said.text
    assert said.titles == ["Ajouter une information", "Clôturer"]


async def test_it_may_be_added_to(portal: ContractPortal) -> None:
    portal.proven.add(EMAIL)
    await file_without_account()

    said = await run(
        ActionActOnSollicitation,
        text="ajouter une information",
        intent="add_to_sollicitation",
        login=None,
        slots=MINE,
    )

    assert said.slots["follow_reference"] == MINE["last_sollicitation"]


async def test_what_is_added_is_sent(portal: ContractPortal) -> None:
    portal.proven.add(EMAIL)
    await file_without_account()
    slots = {**CONFIRMING, **MINE, "follow_reference": "SOL-2026-000001", "follow_confirmed": "yes"}

    said = await run(ActionSubmitFollow, text="/affirm", login=None, slots=slots)

    assert "C’est envoyé" in said.text
    assert "/list_sollicitations" not in said.payloads


async def test_nobody_elses_is_shown_without_an_account(portal: ContractPortal) -> None:
    portal.proven.add(EMAIL)
    await file_without_account()
    portal.own_filed = [own(12)]

    said = await run(ActionListSollicitations, text="ticket 12", login=None, slots=MINE)

    assert "Je ne trouve pas de sollicitation 12" in said.text


# « Plutôt au support », taken for a wish to talk to somebody

ABANDONED = [ActiveLoop(None)]


async def wish(text: str, **slots: Any) -> Said:
    held = {**SUMMARY, "sol_sub_category": "QUESTION_ENTITE_PUBLIQUE", **slots}
    return await run(
        ActionRequestAgent,
        text=text,
        intent="request_agent",
        slots=held,
        before=[ActiveLoop("sollicitation_form")],
        after=ABANDONED,
    )


async def test_rather_to_the_support_keeps_the_form(portal: ContractPortal) -> None:
    said = await wish("non plutôt au support")

    assert said.other_events == [("followup", "sollicitation_form")]
    assert said.slots["sol_sub_category"] is None


async def test_a_wish_to_talk_to_the_support_is_one(portal: ContractPortal) -> None:
    said = await wish("je veux parler au support")

    assert said.messages[0]["custom"] == {"handover": {"reason": "user_wish"}}
