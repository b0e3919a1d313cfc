"""Files joined during an operation, kept in a slot until the summary is confirmed."""

import json

from actions.forms.interruption import REQUESTED
from actions.operations import slots
from actions.turn import Attachment, Turn

_TAKES_FILES = frozenset({slots.COMMENT, slots.CONFIRMED})


def received(turn: Turn) -> list[Attachment]:
    """Those of this message, where the form that is open sends files."""
    asked = turn.slot(REQUESTED) in _TAKES_FILES
    return turn.attachments if asked and turn.slot(slots.KIND) == "complete" else []


def held(value: object) -> list[Attachment]:
    """What the slot holds."""
    return [Attachment(*pair) for pair in json.loads(str(value))] if value else []


def kept(files: list[Attachment]) -> str | None:
    """The slot for these files, each once."""
    once = {file.id: file for file in files}
    return json.dumps([[file.id, file.name] for file in once.values()]) if once else None


def added(turn: Turn, joined: list[Attachment]) -> str | None:
    """The slot with these as well."""
    return kept([*held(turn.slot(slots.FILES)), *joined])


def named(files: list[Attachment]) -> str:
    return ", ".join(f"« {file.name} »" for file in files)
