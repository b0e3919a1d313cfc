"""Back in a form: which question came before the one that is asked."""

from collections.abc import Sequence

from actions.forms.interruption import REQUESTED
from actions.turn import Turn


def is_open(turn: Turn, form: str) -> bool:
    return turn.tracker.active_loop.get("name") == form


def previous_question(turn: Turn, form: str, order: Sequence[str]) -> str | None:
    """The slot asked before the one that is asked now; what was never asked is passed over."""
    current = turn.slot(REQUESTED)
    if current not in order:
        return None
    asked = _asked(turn, form)
    before = [slot for slot in order[: order.index(current)] if slot in asked]
    return before[-1] if before else None


def _asked(turn: Turn, form: str) -> set[str]:
    """The slots requested since the form was opened."""
    asked: set[str] = set()
    for event in reversed(turn.tracker.events):
        if event.get("event") == "active_loop" and event.get("name") == form:
            break
        if event.get("event") == "slot" and event.get("name") == REQUESTED:
            asked.add(str(event.get("value")))
    return asked
