"""Which invoice a message names: « la 125, pas la 124 »."""

import re

from actions.turn import Turn

_NUMBER = re.compile(r"\b(?:facture|fact|fac|num[ée]ro|n°)\s+(?:n°\s*)?([\w/-]*\d[\w/-]*)", re.I)


def said_number(turn: Turn) -> str | None:
    """The last one said, but for the one that is denied."""
    if turn.is_choice:
        return turn.entity("invoice_number")
    named = [*_NUMBER.findall(turn.text), *turn.entities("invoice_number")]
    kept = [number for number in named if not _is_denied(number, turn.text)]
    return max(kept, key=lambda number: turn.text.upper().rfind(number.upper()), default=None)


def _is_denied(number: str, text: str) -> bool:
    """« Pas la 124, la 125 » denies the first alone."""
    denied = rf"\bpas\s+(?:[^\W\d]+\s+){{0,3}}{re.escape(number)}\b"
    return bool(re.search(denied, text, re.IGNORECASE))
