"""A text folded for comparison that still knows where each character came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Typing aids change these without a thought; patterns know one of each.
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True)
class Folded:
    """`text` is lower case, without accents; `offsets[i]` is where `text[i]` was typed."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Folded":
        kept: list[tuple[str, int]] = []
        for index, char in enumerate(original):
            kept += [(plain, index) for plain in _fold(char)]
        offsets = (*(index for _, index in kept), len(original))
        return cls("".join(char for char, _ in kept), offsets)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` was typed."""
        return self.offsets[start], self.offsets[end - 1] + 1


def _fold(char: str) -> str:
    lower = char.lower().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lower)
    plain = "".join(part for part in decomposed if not unicodedata.combining(part))
    return plain.translate(_SAME)
