"""Back, and from the start, while an author acts on a sollicitation."""

from rasa_sdk.events import SlotSet

from actions.forms import steps
from actions.sollicitation_acts import slots
from actions.sollicitation_acts.slots import Event
from actions.turn import Turn


def is_open(turn: Turn) -> bool:
    return steps.is_open(turn, slots.FORM)


def text_again() -> list[Event]:
    """The first question: the text."""
    return [SlotSet(slots.TEXT, None), SlotSet(slots.CONFIRMED, None)]


def previous(turn: Turn) -> list[Event] | None:
    """None at the first question, or where no text is asked."""
    has_text = turn.slot(slots.TEXT) not in (None, slots.NONE)
    return text_again() if turn.slot(slots.REQUESTED) == slots.CONFIRMED and has_text else None
