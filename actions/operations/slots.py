"""Slots of the form of an operation, and the events that close it."""

from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.operations.starting import INTENT
from actions.turn import Turn, payload

FORM = "operation_form"
KIND = "op_kind"
INVOICE = "op_invoice"
SPACE = "op_space"
SIRET = "op_siret"
SERVICE = "op_service"
ENGAGEMENT = "op_engagement"
TARGET = "op_target"
MANDATE = "op_mandate"
REASON = "op_reason"
COMMENT = "op_comment"
CONFIRMED = "op_confirmed"
DRAFT = "op_draft"
FILES = "op_files"

SUBJECT = (KIND, INVOICE, SPACE)
ASKED = (SIRET, SERVICE, ENGAGEMENT, TARGET, MANDATE, REASON, COMMENT, CONFIRMED)

NONE = "none"  # answered: there is none, or this operation has no such thing
EDIT = "__edit__"

LOGIN_PURPOSE = "Pour agir en votre nom sur le portail"

Event = dict[str, Any]


def draft_of(turn: Turn) -> str:
    """The draft opened by this turn: a replayed turn opens the same one."""
    return turn.id.rsplit(":", 1)[-1]


def idempotency_key(turn: Turn) -> str:
    """One per draft, so that an operation sent twice is done once."""
    return f"{turn.conversation_id}:{turn.slot(DRAFT) or draft_of(turn)}"


def retry(turn: Turn) -> str:
    """The payload that resumes this very draft: its key must not change."""
    return payload(INTENT, {slot: turn.slot(slot) for slot in (*SUBJECT, DRAFT)})


def close_keeping_answers() -> list[Event]:
    """Stop asking; « Réessayer » resumes where it was.

    Without the follow-up, Rasa would look for the rule that comes after the form.
    """
    requested = SlotSet("requested_slot", None)
    return [SlotSet(CONFIRMED, None), requested, FollowupAction("action_listen")]


def forget() -> list[Event]:
    """Close the form and drop its draft."""
    emptied = [SlotSet(slot, None) for slot in (*SUBJECT, *ASKED, DRAFT, FILES, "requested_slot")]
    return [ActiveLoop(None), *emptied]
