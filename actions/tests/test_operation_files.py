"""Files joined while a suspended invoice is completed."""

import json
from typing import Any

import pytest

from actions.operations.filing import ActionSubmitOperation
from actions.operations.questions import ActionAskOpComment, ActionAskOpConfirmed
from actions.operations.validation import ValidateOperationForm
from actions.tests.contract_portal import ContractPortal
from actions.tests.conversation import CONVERSATION, Said, run

NUMBER = "201700000125"
OPENED: dict[str, Any] = {
    **dict.fromkeys(
        ("op_siret", "op_service", "op_engagement", "op_target", "op_mandate", "op_reason"), "none"
    ),
    "op_kind": "complete",
    "op_invoice": NUMBER,
    "op_draft": "3",
}
ASKING = {**OPENED, "requested_slot": "op_comment"}
SUMMARY = {**OPENED, "op_comment": "Voici le bon.", "requested_slot": "op_confirmed"}
ORDER = {"id": "a1", "name": "bon.pdf"}
PLAN = {"id": "b2", "name": "plan.pdf"}
HELD = json.dumps([["a1", "bon.pdf"]])

pytestmark = pytest.mark.usefixtures("portal")


async def send(slots: dict[str, Any], text: str, *files: dict[str, str], intent: str = "x") -> Said:
    return await run(
        ValidateOperationForm,
        text=text,
        intent=intent,
        slots=slots,
        given={slots["requested_slot"]: text},
        attachments=list(files),
        loop="operation_form",
        confidence=0.95,
    )


async def test_files_without_words_are_taken_and_the_comment_asked_again() -> None:
    said = await send(ASKING, "/check_invoice", ORDER, intent="check_invoice")

    assert said.text == "J’ai bien reçu « bon.pdf »."
    assert json.loads(said.slots["op_files"]) == [["a1", "bon.pdf"]]
    assert said.slots["op_comment"] is None
    assert said.other_events == []


async def test_files_and_words_are_both_taken() -> None:
    said = await send(ASKING, "comment convenu, voici le bon ?", ORDER, intent="faq_x")

    assert said.slots["op_comment"] == "comment convenu, voici le bon ?"
    assert json.loads(said.slots["op_files"]) == [["a1", "bon.pdf"]]


async def test_more_files_are_added_each_once() -> None:
    said = await send({**ASKING, "op_files": HELD}, "/check_invoice", ORDER, PLAN)

    assert json.loads(said.slots["op_files"]) == [["a1", "bon.pdf"], ["b2", "plan.pdf"]]


async def test_a_file_at_the_summary_is_added_to_it() -> None:
    said = await send(SUMMARY, "/check_invoice", PLAN)

    assert json.loads(said.slots["op_files"]) == [["b2", "plan.pdf"]]
    assert said.slots["op_confirmed"] is None


async def test_files_of_the_message_that_opened_the_form_are_taken() -> None:
    subject = {"op_kind": "complete", "op_invoice": NUMBER}
    said = await run(
        ValidateOperationForm,
        text="complète la facture 125 avec ce bon",
        intent="act_on_invoice",
        slots=subject,
        attachments=[ORDER],
    )

    assert json.loads(said.slots["op_files"]) == [["a1", "bon.pdf"]]


async def test_with_files_the_comment_may_be_left_out() -> None:
    question = await run(ActionAskOpComment, slots={**ASKING, "op_files": HELD})
    left_out = await send({**ASKING, "op_files": HELD}, "sans commentaire")

    assert "Sans commentaire" in question.titles
    assert "« bon.pdf »" in question.text
    assert left_out.slots == {"op_comment": "none"}


async def test_without_files_the_comment_is_needed() -> None:
    question = await run(ActionAskOpComment, slots=ASKING)

    assert question.titles == ["Annuler"]
    assert (await send(ASKING, "non")).slots["op_comment"] != "none"


async def test_the_summary_names_the_files() -> None:
    said = await run(ActionAskOpConfirmed, slots={**SUMMARY, "op_files": HELD})

    assert "- Pièces jointes : « bon.pdf »" in said.text


async def test_the_files_go_by_their_ids(portal: ContractPortal) -> None:
    slots = {**SUMMARY, "op_comment": "none", "op_files": HELD, "op_confirmed": "yes"}

    said = await run(ActionSubmitOperation, text="/affirm", intent="affirm", slots=slots)

    body = portal.written[f"{CONVERSATION}:3"][1]
    assert body == {"comment": "", "attachment_ids": ["a1"]}
    assert said.slots["op_files"] is None


async def test_a_refused_file_is_dropped_and_asked_again(portal: ContractPortal) -> None:
    portal.refusal = (422, "attachment_refused", "Le type de la pièce n’est pas accepté.")
    slots = {**SUMMARY, "op_files": HELD, "op_confirmed": "yes"}

    said = await run(ActionSubmitOperation, text="/affirm", intent="affirm", slots=slots)

    assert said.slots == {"op_confirmed": None, "op_comment": None, "op_files": None}


async def test_a_file_in_the_middle_of_another_operation_is_no_answer() -> None:
    slots = {**ASKING, "op_kind": "refuse"}

    said = await send(slots, "/check_invoice", ORDER, intent="check_invoice")

    assert said.other_events == [("action_execution_rejected", "operation_form")]
