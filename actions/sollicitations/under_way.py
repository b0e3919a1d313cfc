"""What the conversation said since the last sollicitation: the one before has had its own."""

from collections.abc import Mapping
from typing import Any

from actions.invoices import memory
from actions.sollicitations import slots
from actions.turn import Turn

_ENDS = frozenset(
    {
        "action_submit_sollicitation",
        "action_cancel_sollicitation",
        "action_keep_sollicitation_draft",
    }
)
_GIVEN_UP = "utter_cancel"  # what answers « annuler » where no form is open


def events_since(turn: Turn) -> list[Mapping[str, Any]]:
    """The events after the end of the last sollicitation, in their order; all without one."""
    kept: list[Mapping[str, Any]] = []
    for event in turn.tracker.events:
        if _is_end(event):
            kept = []
        else:
            kept.append(event)
    return kept


def last_invoice(turn: Turn) -> str | None:
    """The last invoice shown or named, unless that was for the sollicitation before."""
    since = events_since(turn)
    has_ended = len(since) < len(turn.tracker.events)
    if has_ended and not any(_is_of_invoice(event) for event in since):
        return None
    return memory.last_number(turn)


def is_given_up(turn: Turn) -> bool:
    """« Annuler » was said, outside any form, after the draft was left."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "action" and event.get("name") == _GIVEN_UP:
            return True
        if event.get("event") == "active_loop" and event.get("name") == slots.FORM:
            return False
    return False


def _is_end(event: Mapping[str, Any]) -> bool:
    return event.get("event") == "action" and event.get("name") in _ENDS


def _is_of_invoice(event: Mapping[str, Any]) -> bool:
    names = (memory.LAST, memory.SPOKEN)
    is_slot = event.get("event") == "slot" and event.get("name") in names
    return is_slot and event.get("value") is not None
