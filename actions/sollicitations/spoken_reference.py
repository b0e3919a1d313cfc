"""Which sollicitation is meant: « SOL-2026-000123 », « 2026-123 », « ma sollicitation 123 »."""

import re

from actions.french_words import fold
from actions.sollicitations import slots
from actions.turn import Turn

_WORD = (
    r"(?:so+l+icitations?|t[iy]c?k?q?k?u?e?ts?|tiques?|reclamations?|demandes?|sol|reference|ref)"
)
_WHOLE = re.compile(r"\bsol (\d{4}) (\d{1,6})\b")
_YEARLY = re.compile(r"\b(20\d\d) (\d{1,6})\b")
_NAMED = re.compile(rf"\b{_WORD}(?: (?:n|no|numero|num|nr|la|le|sol))* (\d{{1,6}})\b")
_POINTED = re.compile(r"^(?:et |la |le |celle |n |no |numero )*(\d{1,6})$")


def said_reference(turn: Turn) -> str | None:
    """As the portal takes it; None where none is named."""
    named = turn.entity(slots.REFERENCE)
    if named or turn.is_choice:
        return named
    return read_reference(turn.text)


def read_reference(text: str) -> str | None:
    """
    >>> read_reference("où en est mon ticket n° 123 ?")
    '123'
    >>> read_reference("SOL-2026-000123")
    'SOL-2026-000123'
    """
    folded = fold(text)
    whole = _WHOLE.search(folded)
    if whole:
        return f"SOL-{whole[1]}-{int(whole[2]):06d}"
    yearly = _YEARLY.search(folded)
    if yearly:
        return f"{yearly[1]}-{int(yearly[2])}"
    alone = _NAMED.search(folded) or _POINTED.match(folded)
    return str(int(alone[1])) if alone else None
