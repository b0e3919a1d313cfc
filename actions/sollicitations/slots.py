"""Slots of the form, and the events that close it."""

from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.turn import Turn

FORM = "sollicitation_form"
CATEGORY = "sol_category"
SUB_CATEGORY = "sol_sub_category"
STRUCTURE = "sol_structure"
INVOICE = "sol_invoice"
DESCRIPTION = "sol_description"
CONFIRMED = "sol_confirmed"
DRAFT = "sol_draft"
REQUESTED = "requested_slot"

SLOTS = (CATEGORY, SUB_CATEGORY, STRUCTURE, INVOICE, DESCRIPTION, CONFIRMED)

NO_INVOICE = "none"
EDIT = "__edit__"
YES = "yes"

LOGIN_PURPOSE = "Pour déposer une sollicitation"
RETRY = "/file_sollicitation"

Event = dict[str, Any]


def draft_of(turn: Turn) -> str:
    """The draft opened by this turn: a replayed turn opens the same one."""
    return turn.id.rsplit(":", 1)[-1]


def idempotency_key(turn: Turn) -> str:
    """One per draft, so that a draft sent twice is filed once."""
    return f"{turn.conversation_id}:{turn.slot(DRAFT) or draft_of(turn)}"


def close_keeping_answers() -> list[Event]:
    """Stop asking; « je veux déposer une sollicitation » resumes where it was.

    Without the follow-up, Rasa would look for the rule that comes after the form.
    """
    return [SlotSet(CONFIRMED, None), SlotSet(REQUESTED, None), FollowupAction("action_listen")]


def forget() -> list[Event]:
    """Close the form and drop its draft."""
    emptied = [SlotSet(slot, None) for slot in (*SLOTS, DRAFT, REQUESTED)]
    return [ActiveLoop(None), *emptied]
