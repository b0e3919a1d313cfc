"""A text folded for comparison that still knows where each character came from."""

from __future__ import annotations

from dataclasses import dataclass

from components.french_text import fold

# Typing aids change these without a thought; patterns know one of each.
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}
)


@dataclass(frozen=True)
class Folded:
    """`text` is lower case, without accents; `offsets[i]` is where `text[i]` was typed."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Folded":
        kept: list[tuple[str, int]] = []
        for index, char in enumerate(original):
            kept += [(plain, index) for plain in fold(char).translate(_SAME)]
        offsets = (*(index for _, index in kept), len(original))
        return cls("".join(char for char, _ in kept), offsets)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` was typed."""
        return self.offsets[start], self.offsets[end - 1] + 1
