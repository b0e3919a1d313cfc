"""Back and forth in the form: the question before, and the first one again."""

from rasa_sdk.events import SlotSet

from actions.forms import steps
from actions.sollicitations import slots
from actions.sollicitations.answers import undone_by
from actions.sollicitations.slots import Event
from actions.turn import Turn


def is_open(turn: Turn) -> bool:
    return steps.is_open(turn, slots.FORM)


def previous_question(turn: Turn) -> str | None:
    return steps.previous_question(turn, slots.FORM, slots.SLOTS)


def ask_again(slot: str) -> list[Event]:
    """Forget the answer to one question, and what hangs on it."""
    return [SlotSet(name, None) for name in [slot, *undone_by(slot)]]


def first_question() -> list[Event]:
    """A new draft: what was answered is forgotten."""
    return [SlotSet(slot, None) for slot in (*slots.SLOTS, slots.DRAFT, slots.GUESSED)]
