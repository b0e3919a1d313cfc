"""References as people quote them: whole, « 2026-123 », or « 123 »."""

import re
from dataclasses import dataclass

from api.domain.plain_text import storable
from api.domain.sollicitations import reference_of

_SAID = re.compile(
    r"(?:sollicitation|ticket)?\s*(?:SOL\b)?[\s\-–—]*(?:n\s*[°º]|#)?\s*"
    r"(?:(?P<year>\d{4})[\s\-–—/]+)?0*(?P<number>[1-9]\d{0,8})",
    re.IGNORECASE | re.ASCII,
)
_ANY_YEAR = "____"


@dataclass(frozen=True, slots=True)
class SaidReference:
    """`pattern` is for SQL's LIKE: the reference itself, or with any year."""

    pattern: str

    @property
    def whole(self) -> bool:
        return _ANY_YEAR not in self.pattern


def read_reference(said: str) -> SaidReference | None:
    """None when it is no reference."""
    found = _SAID.fullmatch(storable(said))
    if found is None:
        return None
    number = int(found["number"])
    if found["year"]:
        return SaidReference(reference_of(int(found["year"]), number))
    return SaidReference(f"SOL-{_ANY_YEAR}-{number:06d}")
