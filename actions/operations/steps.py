"""Back and forth in an operation: the question before, and the first one again."""

from rasa_sdk.events import SlotSet

from actions.forms import steps
from actions.operations import slots
from actions.operations.slots import Event
from actions.turn import Turn


def is_open(turn: Turn) -> bool:
    return steps.is_open(turn, slots.FORM)


def previous_question(turn: Turn) -> str | None:
    return steps.previous_question(turn, slots.FORM, slots.ASKED)


def ask_again(slot: str) -> list[Event]:
    return [SlotSet(slot, None)]


def first_question(turn: Turn) -> list[Event]:
    """A new draft on the same subject: what was answered is forgotten."""
    # The structure of a space is what the request is about, not an answer.
    kept = slots.SIRET if turn.slot(slots.KIND) == "space" else None
    return [
        SlotSet(slot, None) for slot in (*slots.ASKED, slots.DRAFT, slots.FILES) if slot != kept
    ]
