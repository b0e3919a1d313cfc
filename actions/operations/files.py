"""Files joined during an operation, kept in a slot until the summary is confirmed."""

from actions.forms.files import held, kept, named
from actions.forms.interruption import REQUESTED
from actions.operations import slots
from actions.turn import Attachment, Turn

__all__ = ["added", "held", "kept", "named", "received"]

_TAKES_FILES = frozenset({slots.COMMENT, slots.CONFIRMED})


def received(turn: Turn) -> list[Attachment]:
    """Those of this message, where the form that is open sends files."""
    asked = turn.slot(REQUESTED) in _TAKES_FILES
    return turn.attachments if asked and turn.slot(slots.KIND) == "complete" else []


def added(turn: Turn, joined: list[Attachment]) -> str | None:
    """The slot with these as well."""
    return kept([*held(turn.slot(slots.FILES)), *joined])
