"""One reference found in a folded text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`kind` is the entity, `value` its one form; `start` and `end` point into the folded text."""

    kind: str
    value: str
    start: int
    end: int


_NEAR = 40


def just_before(text: str, start: int) -> str:
    """The last words before `start`: enough to tell what follows, whatever the length."""
    return text[max(0, start - _NEAR) : start]
