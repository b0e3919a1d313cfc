"""Files of the conversation that a form keeps in a slot until its summary is confirmed."""

import json

from actions.turn import Attachment


def held(value: object) -> list[Attachment]:
    """What the slot holds."""
    return [Attachment(*pair) for pair in json.loads(str(value))] if value else []


def kept(files: list[Attachment]) -> str | None:
    """The slot for these files, each once."""
    once = {file.id: file for file in files}
    return json.dumps([[file.id, file.name] for file in once.values()]) if once else None


def named(files: list[Attachment]) -> str:
    return ", ".join(f"« {file.name} »" for file in files)
