"""How the sentences of an explanation are put together: the answer first, and short."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAD_WORDS = 60
_MAX_QUOTED = 12
MAX_COMMENT = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """`essential` sentences stand in the first paragraph whatever their length."""

    text: str
    essential: bool = False


def composed(sentences: Iterable[Sentence]) -> str:
    """A first paragraph of sixty words at most, the essential ones and what fits; then the rest."""
    kept = [sentence for sentence in sentences if sentence.text]
    room = LEAD_WORDS - sum(word_count(item.text) for item in kept if item.essential)
    lead: list[str] = []
    rest: list[str] = []
    for item in kept:
        length = 0 if item.essential else word_count(item.text)
        # What follows a sentence put off follows it there: an explanation reads in order.
        fits = item.essential or (length <= room and not rest)
        room -= length if fits else 0
        (lead if fits else rest).append(item.text)
    return "\n\n".join(" ".join(part) for part in (lead, rest) if part)


def word_count(text: str) -> int:
    """Signs alone (« », –) are no words."""
    return sum(any(char.isalnum() for char in part) for part in text.split())


def shortened(text: str, limit: int = _MAX_QUOTED) -> str:
    """The first words of what somebody else wrote."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= limit else f"{' '.join(parts[:limit])}…"


def quoted(label: str, text: str | None, limit: int = _MAX_QUOTED) -> str:
    """« Motif : « Code service erroné ». », or nothing."""
    return f"{label} : « {shortened(text, limit).rstrip('.')} »." if text and text.strip() else ""


def enumerated(items: Iterable[str], last: str = "ou") -> str:
    """« a, b ou c »."""
    *first, end = items
    return f"{', '.join(first)} {last} {end}" if first else end
