"""What was confirmed is done once, and its result is told."""

from collections.abc import Mapping

import pytest

from actions.commands import ActionGoBack, ActionStartOver
from actions.operations.filing import ActionCancelOperation, ActionSubmitOperation
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run

RECYCLE = {
    "op_kind": "recycle",
    "op_invoice": "201700000128",
    "op_siret": "22310001700423",
    "op_service": "DFD",
    "op_engagement": "none",
    "op_comment": "none",
    "op_confirmed": "yes",
    "op_draft": "3",
}
COMPLETE = {
    **RECYCLE,
    "op_kind": "complete",
    "op_invoice": "201700000125",
    "op_comment": "Voici le bon.",
}
ACKNOWLEDGE = {**RECYCLE, "op_kind": "acknowledge", "op_invoice": "201700000124"}
SPACE = {
    **RECYCLE,
    "op_kind": "space",
    "op_invoice": None,
    "op_space": "FACTURES_EMISES",
    "op_siret": "00000000108396",
}
RATTACHEMENT = {**SPACE, "op_kind": "rattachement"}
KEY = f"{CONVERSATION}:3"


async def submit(slots: Mapping[str, str | None], **turn: object) -> Said:
    return await run(ActionSubmitOperation, text="/affirm", intent="affirm", slots=slots, **turn)


async def test_a_recycled_invoice_tells_its_new_status(portal: ContractPortal) -> None:
    said = await submit(RECYCLE)

    assert said.text.startswith("La facture 201700000128 est recyclée, avec le même numéro.")
    assert "« Déposée » au 21/11/2026 à 10 h 12." in said.text
    assert said.card["data"]["service_code"] == "DFD"
    assert said.slots["last_invoice"] == "201700000128@00000000108396@2017"


async def test_what_was_answered_is_what_is_sent(portal: ContractPortal) -> None:
    await submit(RECYCLE)

    operation, body, _ = portal.written[KEY]
    assert operation == "recycle 201700000128"
    assert body == {"recipient_siret": "22310001700423", "service_code": "DFD", "engagement": ""}


async def test_a_replayed_turn_does_it_once(portal: ContractPortal) -> None:
    first, again = await submit(RECYCLE), await submit(RECYCLE)

    assert list(portal.written) == [KEY]
    assert first.text == again.text


async def test_once_done_the_draft_is_forgotten(portal: ContractPortal) -> None:
    said = await submit(RECYCLE)

    assert {said.slots[slot] for slot in RECYCLE} == {None}
    assert said.other_events == [("active_loop", None)]


async def test_a_completed_invoice_goes_with_its_comment(portal: ContractPortal) -> None:
    said = await submit(COMPLETE)

    assert portal.written[KEY][1] == {"comment": "Voici le bon."}
    assert "est complétée et renvoyée" in said.text
    assert "« Complétée »" in said.text


async def test_an_acknowledged_rejection_leads_to_what_to_do(portal: ContractPortal) -> None:
    said = await submit(ACKNOWLEDGE)

    assert portal.written[KEY][:2] == ("acknowledge 201700000124", {})
    assert said.text.startswith("C’est noté")
    assert "Elle reste au statut « Rejetée » au 21/11/2026 à 10 h 12." in said.text
    assert said.payloads == ["/faq_tracking_after_rejection"]


async def test_a_request_for_a_space_is_sent(portal: ContractPortal) -> None:
    said = await submit(SPACE, login="pierre.dubois")

    assert portal.written[KEY][:2] == (
        "space",
        {"siret": "00000000108396", "space": "FACTURES_EMISES"},
    )
    assert "est envoyée (en attente d’une décision au 21/11/2026 à 10 h 12)" in said.text


async def test_a_space_that_needs_nobody_is_open_at_once(portal: ContractPortal) -> None:
    portal.granted = "ACCEPTEE"

    assert "vous est ouvert. Déconnectez-vous" in (await submit(SPACE)).text


async def test_a_request_for_a_rattachement_is_sent(portal: ContractPortal) -> None:
    said = await submit(RATTACHEMENT)

    assert portal.written[KEY][:2] == ("rattachement", {"siret": "00000000108396"})
    assert "Votre demande pour votre rattachement est envoyée" in said.text


@pytest.mark.parametrize("missing", ["op_confirmed", "op_kind"])
async def test_an_unfinished_draft_is_never_sent(portal: ContractPortal, missing: str) -> None:
    said = await submit({**RECYCLE, missing: None})

    assert said.messages == []
    assert portal.requests == []


@pytest.mark.parametrize(
    ("code", "slot"),
    [
        ("service_closed", "op_service"),
        ("engagement_missing", "op_engagement"),
        ("recipient_inactive", "op_siret"),
    ],
)
async def test_a_refusal_is_shown_and_the_answer_asked_again(
    portal: ContractPortal, code: str, slot: str
) -> None:
    portal.refusal = (422, code, "Voici pourquoi.")

    said = await submit(RECYCLE)

    assert said.text == "Le portail a refusé cette opération. Voici pourquoi."
    assert said.slots == {"op_confirmed": None, slot: None}
    assert said.other_events == [("followup", "operation_form")]


@pytest.mark.parametrize("slots", [RECYCLE, ACKNOWLEDGE, SPACE])
async def test_a_refusal_that_no_answer_would_mend_ends_it(
    portal: ContractPortal, slots: Mapping[str, str | None]
) -> None:
    portal.refusal = (409, "illegal_transition", "La facture a changé d’état.")

    said = await submit(slots)

    assert said.payloads == ["/request_agent"]
    assert said.slots["op_draft"] is None


async def test_an_outage_keeps_the_draft_and_its_key(portal: ContractPortal) -> None:
    portal.fault = "failing"

    said = await submit(RECYCLE)

    assert said.slots == {"op_confirmed": None, "requested_slot": None}
    assert '"op_draft":"3"' in said.payloads[-1]


async def test_an_anonymous_user_does_nothing(portal: ContractPortal) -> None:
    said = await submit(RECYCLE, login=None)

    assert "vous devez être connecté" in said.text
    assert portal.requests == []


async def test_a_dropped_operation_is_forgotten() -> None:
    said = await run(ActionCancelOperation, slots=RECYCLE)

    assert said.text == "C’est abandonné : rien n’a été envoyé."
    assert set(said.slots.values()) == {None}


async def test_starting_over_keeps_what_it_is_about() -> None:
    said = await run(ActionStartOver, slots=RECYCLE, loop="operation_form")

    assert said.text == "Reprenons cette opération depuis le début."
    assert "op_invoice" not in said.slots
    assert said.slots["op_draft"] is None


async def test_starting_over_a_request_keeps_the_structure_it_is_about() -> None:
    said = await run(ActionStartOver, slots=SPACE, loop="operation_form")

    assert "op_siret" not in said.slots


async def test_going_back_asks_the_question_before() -> None:
    asked = [
        {"event": "active_loop", "name": "operation_form"},
        {"event": "slot", "name": "requested_slot", "value": "op_service"},
    ]
    slots = {**RECYCLE, "op_confirmed": None, "requested_slot": "op_confirmed"}

    said = await run(ActionGoBack, slots=slots, loop="operation_form", before=asked)

    assert said.slots == {"op_service": None}
