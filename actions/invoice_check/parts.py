"""The three parts of a report, and how much of each is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from actions.portal_checks import CheckFinding, InvoiceCheck
from actions.reply import Tone


@dataclass(frozen=True, slots=True)
class Part:
    """Findings of one severity: those told, and how many are left out."""

    title: str
    tone: Tone | None
    told: tuple[CheckFinding, ...]
    left_out: int


# Titles, and how many findings a reader can act on at once. Our choice.
_PARTS: tuple[tuple[str, str, Tone | None, int], ...] = (
    ("refused", "Serait refusé", "bad", 10),
    ("doubtful", "À vérifier", "doubtful", 8),
    ("info", "Bon à savoir", None, 5),
)


def parts_of(check: InvoiceCheck) -> Iterator[Part]:
    """From the gravest; a part without findings is left out."""
    for severity, title, tone, limit in _PARTS:
        found = tuple(item for item in check.findings if item.severity == severity)
        if found:
            left_out = max(0, len(found) - limit)
            yield Part(f"{title} ({len(found)})", tone, found[:limit], left_out)
