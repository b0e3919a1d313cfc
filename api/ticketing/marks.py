"""By what our tickets, notes and files are known again in a program that has no keys of ours."""

import re


def prefix_of(reference: str) -> str:
    """What the title of our ticket begins with."""
    return f"[{reference}]"


def mark_of(reference: str, number: int) -> str:
    """The line that is above a note of ours; its author's words come after it."""
    return f"[{reference} · étape {number}]"


def number_at_start(reference: str, text: str) -> int | None:
    """The number of the note that begins so."""
    found = re.match(rf"\[{re.escape(reference)} · étape (\d{{1,9}})\]", text)
    return int(found[1]) if found else None


def file_mark(reference: str, file_id: int, name: str) -> str:
    """The name of a file that is kept apart from its note."""
    return f"{reference} · {file_id} · {name}"


def file_at_start(reference: str, text: str) -> int | None:
    """The number of the file that is named so."""
    found = re.match(rf"{re.escape(reference)} · (\d{{1,15}}) · ", text)
    return int(found[1]) if found else None
