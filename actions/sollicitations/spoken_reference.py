"""Which sollicitation is meant: « SOL-2026-000123 », « 2026-123 », « ma sollicitation 123 »."""

import re

from actions.french_words import fold
from actions.sollicitations import slots
from actions.turn import Turn

_WORD = (
    r"(?:so+l+icitations?|t[iy]c?k?q?k?u?e?ts?|tiques?|reclamations?|demandes?|sol|reference|ref)"
)
_WHOLE = re.compile(r"\bsol (\d{4}) (\d{1,6})\b")
# In the text as typed: a date, or two numbers side by side, are none.
_YEARLY = re.compile(r"(?<![\w/-])(20\d\d) ?[-/] ?(\d{1,6})(?![\w/-])")
_NAMED = re.compile(rf"\b{_WORD}(?: (?:n|no|numero|num|nr|la|le|sol))* (\d{{1,6}})\b")
# « Clôture plutôt la 45 »
_ACTED_ON = re.compile(
    r"^(?:non |mais |et )*(?:clotur\w*|ferm\w*|clos|renvo\w*|ajout\w*) "
    r"(?:plutot |aussi |donc |a )*(?:la |le |celle )(\d{1,6})(?: (?:plutot|svp|stp|merci))*$"
)
_POINTED = re.compile(r"^(?:et |la |le |celle |n |no |numero )*(\d{1,6})$")


# What is to be added comes after it, and holds numbers of its own.
_MAX_NAMING = 2  # words: « ma demande : la 2026-45 » only names one
SAID_TEXT = re.compile(r":\s*(?P<text>\S.{9,})$", re.DOTALL)


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
    added = SAID_TEXT.search(text)
    is_text = added is not None and len(added["text"].split()) > _MAX_NAMING
    head = SAID_TEXT.sub("", text) if is_text else text
    folded = fold(head)
    whole = _WHOLE.search(folded)
    if whole:
        return f"SOL-{whole[1]}-{int(whole[2]):06d}"
    yearly = _YEARLY.search(head)
    named = _NAMED.search(folded)
    if yearly and (named is None or _is_year_of(yearly, named)):
        return f"{yearly[1]}-{int(yearly[2])}"
    alone = named or _POINTED.match(folded) or _ACTED_ON.match(folded)
    return str(int(alone[1])) if alone else None


def is_same(one: str, other: str | None) -> bool:
    """« 45 », « 2026-45 » and « SOL-2026-000045 » name one another."""
    ours, theirs = one.split("-")[-2:], (other or "").split("-")[-2:]
    if not theirs[-1].isdecimal() or int(ours[-1]) != int(theirs[-1]):
        return False
    return len(ours) < 2 or len(theirs) < 2 or ours[0] == theirs[0]


def _is_year_of(yearly: re.Match[str], named: re.Match[str]) -> bool:
    """« Ticket 2026-123 »: the year is no number of its own."""
    return named[1] == yearly[1]
