"""Whether confidences can be believed: of what is said at 80 %, eight in ten must be right."""

from collections.abc import Iterable

BINS = 10


def calibration_error(guesses: Iterable[tuple[float, bool]]) -> float | None:
    """Expected calibration error, between 0 and 1; None of nothing.

    Each guess is its confidence and whether it was right; confidences fall in ten bins of equal
    width, each counting by its size.
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in guesses:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    total = sum(map(len, bins))
    return sum(_gap(held) for held in bins if held) / total if total else None


def _gap(held: list[tuple[float, bool]]) -> float:
    return abs(sum(confidence - right for confidence, right in held))
