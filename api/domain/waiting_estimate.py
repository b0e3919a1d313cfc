"""How long one waits for an agent: a range when there is enough to say so, else nothing.

With `n` people to be served before a place is free for us, `k` agents' places that are freed as
exchanges end, and exchanges that last between the first and the third quartile of the recent ones,
a place is ours after `n / k` exchanges.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

# Our choice, not sourced: under that many recent exchanges, quartiles say nothing.
FEWEST_EXCHANGES = 5
# Our choice: what « va vous répondre » promises, in minutes.
SOON = 2
# Our choice: beyond that, a figure would mislead.
LONGEST_SAID = 120
_STEP = 5


@dataclass(frozen=True, slots=True)
class Places:
    """Of the agents who are there and not on a break: places free now, and exchanges in hand."""

    free: int
    busy: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Minutes, `low` ≤ `high`; a `low` of 0 is a place that is free already."""

    low: int
    high: int

    @property
    def soon(self) -> bool:
        return self.low == 0


@dataclass(frozen=True, slots=True)
class Wait:
    """What is told of a wait. `somebody`: an agent is there; no `estimate`: it is not known."""

    somebody: bool
    estimate: Estimate | None

    @property
    def code(self) -> str:
        """Two waits of the same code are told in the same words."""
        if self.estimate is not None:
            return f"{self.estimate.low}-{self.estimate.high}"
        return "unknown" if self.somebody else "nobody"

    def sentence(self) -> str:
        """A French sentence, without position."""
        if self.estimate is None:
            if self.somebody:
                return "Le temps d’attente n’est pas connu pour l’instant."
            return "Aucun agent n’est connecté pour l’instant."
        if self.estimate.soon:
            return "Un agent va vous répondre."
        low, high = self.estimate.low, self.estimate.high
        if low >= LONGEST_SAID:
            return "Attente estimée : plus de deux heures."
        if high >= LONGEST_SAID:
            return f"Attente estimée : au moins {_minutes(low)}."
        if low == high:
            return f"Attente estimée : environ {_minutes(low)}."
        return f"Attente estimée : entre {low} et {_minutes(high)}."


def wait_of(position: int, places: Places, handling: Sequence[timedelta]) -> Wait:
    """What the user at this position (from 1) can be told."""
    somebody = places.free + places.busy > 0
    return Wait(somebody, estimate(position, places, handling))


def estimate(position: int, places: Places, handling: Sequence[timedelta]) -> Estimate | None:
    """None when nobody is there, or too few recent exchanges have ended to tell."""
    served_at_once = places.free + places.busy
    if served_at_once == 0:
        return None
    if position <= places.free:
        return Estimate(0, SOON)
    if len(handling) < FEWEST_EXCHANGES:
        return None
    rounds = (position - places.free) / served_at_once
    first, third = _quartiles([length.total_seconds() / 60 for length in handling])
    low, high = _said(first * rounds), _said(third * rounds)
    return Estimate(low, max(low, high))


def _quartiles(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[last // 4], ordered[math.ceil(last * 3 / 4)]


def _said(minutes: float) -> int:
    """Whole minutes up to five, then by fives: a finer figure would change at every breath."""
    if minutes <= _STEP:
        return max(1, math.ceil(minutes))
    return min(LONGEST_SAID, math.ceil(minutes / _STEP) * _STEP)


def _minutes(count: int) -> str:
    return f"{count} minute" if count == 1 else f"{count} minutes"
