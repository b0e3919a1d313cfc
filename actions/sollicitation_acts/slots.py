"""Slots of the form by which an author acts on a sollicitation, and the events that close it."""

from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.turn import Turn

FORM = "follow_form"
ACT = "follow_act"
REFERENCE = "follow_reference"
DRAFT = "follow_draft"
TEXT = "follow_text"
CONFIRMED = "follow_confirmed"
REQUESTED = "requested_slot"
ALL = (ACT, REFERENCE, DRAFT, TEXT, CONFIRMED)

NONE = "none"
EDIT = "__edit__"
MAX_TEXT = 4000
LOGIN_PURPOSE = "Pour agir sur vos sollicitations"

Event = dict[str, Any]


def draft_of(turn: Turn) -> str:
    """The draft opened by this turn: a replayed turn opens the same one."""
    return turn.id.rsplit(":", 1)[-1]


def idempotency_key(turn: Turn) -> str:
    """One per draft and act, so that what is sent twice is done once."""
    return f"{turn.conversation_id}:{turn.slot(DRAFT) or draft_of(turn)}:{turn.slot(ACT)}"


def close_keeping_answers() -> list[Event]:
    return [SlotSet(CONFIRMED, None), SlotSet(REQUESTED, None), FollowupAction("action_listen")]


def forget() -> list[Event]:
    """Close the form and drop what was answered."""
    return [ActiveLoop(None), *(SlotSet(slot, None) for slot in (*ALL, REQUESTED))]
