"""Back and forth in the form: the question before, and the first one again."""

from rasa_sdk.events import SlotSet

from actions.sollicitations import slots
from actions.sollicitations.slots import Event
from actions.turn import Turn


def is_open(turn: Turn) -> bool:
    return turn.tracker.active_loop.get("name") == slots.FORM


def previous_question(turn: Turn) -> str | None:
    """The slot asked before the one that is asked now; what was never asked is passed over."""
    order = list(slots.SLOTS)
    current = turn.slot(slots.REQUESTED)
    if current not in order:
        return None
    asked = _asked(turn)
    before = [slot for slot in order[: order.index(current)] if slot in asked]
    return before[-1] if before else None


def ask_again(slot: str) -> list[Event]:
    """Forget the answer to one question, and what hangs on it."""
    also = [slots.SUB_CATEGORY] if slot == slots.CATEGORY else []
    return [SlotSet(name, None) for name in [slot, *also]]


def first_question() -> list[Event]:
    """A new draft: what was answered is forgotten."""
    return [SlotSet(slot, None) for slot in (*slots.SLOTS, slots.DRAFT)]


def _asked(turn: Turn) -> set[str]:
    """The slots requested since the form was opened."""
    asked: set[str] = set()
    for event in reversed(turn.tracker.events):
        if event.get("event") == "active_loop" and event.get("name") == slots.FORM:
            break
        if event.get("event") == "slot" and event.get("name") == slots.REQUESTED:
            asked.add(str(event.get("value")))
    return asked
