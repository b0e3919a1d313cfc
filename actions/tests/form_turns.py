"""Turns of the form of a sollicitation, one per question."""

from collections.abc import Mapping

from actions.sollicitations.validation import ValidateSollicitationForm
from actions.tests.conversation import Said, run

SAVOIE = "00000000108396"
WITH_ACCOUNT = {"sol_email": "none", "sol_code": "none"}
OPENED = {**WITH_ACCOUNT, "sol_draft": "3", "sol_structure": SAVOIE}
ASKING_SUB = {**OPENED, "sol_category": "FACTURES_EMISES", "requested_slot": "sol_sub_category"}
ASKING_INVOICE = {
    **ASKING_SUB,
    "sol_sub_category": "SUIVI_FACTURE",
    "requested_slot": "sol_invoice",
}
ASKING_WORDS = {
    **ASKING_INVOICE,
    "sol_invoice": "none",
    "sol_addressee": "none",
    "requested_slot": "sol_description",
}
SUMMARY = {
    **ASKING_WORDS,
    "sol_description": "Je ne vois plus ma facture depuis lundi.",
    "requested_slot": "sol_confirmed",
}
OPENING = {**WITH_ACCOUNT, "sol_draft": "7"}
DIGRESSION = [("action_execution_rejected", "sollicitation_form")]


async def open_form(**turn: object) -> Said:
    turn = {"text": "je veux déposer une sollicitation", "intent": "file_sollicitation", **turn}
    return await run(ValidateSollicitationForm, **turn)


async def answer(
    slots: Mapping[str, str | None], text: str, intent: str = "inform", **turn: object
) -> Said:
    """A typed answer, or a button, to the question that `slots` says is asked."""
    given = turn.pop("given", {slots["requested_slot"]: text})
    return await run(
        ValidateSollicitationForm, text=text, intent=intent, slots=slots, given=given, **turn
    )
