"""Slots of the form, and the events that close it."""

from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.turn import Turn

FORM = "sollicitation_form"
EMAIL = "sol_email"
CODE = "sol_code"
CATEGORY = "sol_category"
SUB_CATEGORY = "sol_sub_category"
STRUCTURE = "sol_structure"
INVOICE = "sol_invoice"
ADDRESSEE = "sol_addressee"
DESCRIPTION = "sol_description"
CONFIRMED = "sol_confirmed"
DRAFT = "sol_draft"
GUESSED = "sol_guessed"
DROPPED = "sol_dropped"
FILES = "sol_files"
LAST = "last_sollicitation"
REQUESTED = "requested_slot"

# In the order of the questions.
SLOTS = (
    EMAIL,
    CODE,
    CATEGORY,
    SUB_CATEGORY,
    STRUCTURE,
    INVOICE,
    ADDRESSEE,
    DESCRIPTION,
    CONFIRMED,
)

NONE = "none"
NO_INVOICE = NONE
EDIT = "__edit__"
AGAIN = "__again__"  # another code
PROVEN = "proven"
YES = "yes"
WITH_TRANSCRIPT = "with_transcript"
SEND = "sol_send"  # the entity by which a button of the summary says how to send
REFERENCE = "sol_reference"  # the entity by which a button names a sollicitation

LOGIN_PURPOSE = "Pour déposer une sollicitation"
RETRY = "/file_sollicitation"

Event = dict[str, Any]
Held = dict[str, str | None]


def draft_of(turn: Turn) -> str:
    """The draft opened by this turn: a replayed turn opens the same one."""
    return turn.id.rsplit(":", 1)[-1]


def idempotency_key(turn: Turn) -> str:
    """One per draft, so that a draft sent twice is filed once."""
    return f"{turn.conversation_id}:{turn.slot(DRAFT) or draft_of(turn)}"


def require_its_login(turn: Turn) -> None:
    """A form that was begun with an account goes on with one.

    Raises:
        LoginRequiredError: the user is not connected any more.
    """
    if turn.slot(EMAIL) == NONE:
        turn.require_login()


def given(value: object) -> str | None:
    """What a slot says, None where it is empty or says that there is nothing."""
    return None if value in (None, "", NONE) else str(value)


def guessed(value: object) -> set[str]:
    """The slots that the conversation filled, as `GUESSED` names them."""
    return set(str(value or "").split())


def close_keeping_answers() -> list[Event]:
    """Stop asking; « je veux déposer une sollicitation » resumes where it was.

    Without the follow-up, Rasa would look for the rule that comes after the form.
    """
    return [SlotSet(CONFIRMED, None), SlotSet(REQUESTED, None), FollowupAction("action_listen")]


def forget() -> list[Event]:
    """Close the form and drop its draft."""
    emptied = [SlotSet(slot, None) for slot in (*SLOTS, DRAFT, GUESSED, DROPPED, FILES, REQUESTED)]
    return [ActiveLoop(None), *emptied]
