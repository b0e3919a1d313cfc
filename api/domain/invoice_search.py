"""Which of a user's own invoice numbers he may have meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from api.domain.plain_text import compact

_MIN_SUFFIX_DIGITS = 2
# Below four characters nearly every number would be close to every other.
_ONE_EDIT_FROM = 4
_TWO_EDITS_FROM = 8


class Match(StrEnum):
    """From best to worst."""

    EXACT = "exact"
    SUFFIX = "suffix"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Found[K]:
    """`distance` counts edits; a swap of two neighbours is one."""

    key: K
    match: Match
    distance: int


def search_numbers[K](query: str, numbers: Iterable[tuple[K, str]]) -> Sequence[Found[K]]:
    """The (key, number) pairs that fit `query`, best first, else in the given order.

    Exact numbers, then those that end so (two digits at least). Only when there is none of
    either: those one or two edits away, so that a right number never drags its neighbours along.
    """
    wanted = compact(query)
    if not wanted:
        return []
    pool = [(key, compact(number)) for key, number in numbers]
    exact = [Found(key, Match.EXACT, 0) for key, number in pool if number == wanted]
    return exact + _suffixes(wanted, pool) or _close(wanted, pool)


def _suffixes[K](wanted: str, pool: Sequence[tuple[K, str]]) -> list[Found[K]]:
    if sum(c.isdigit() for c in wanted) < _MIN_SUFFIX_DIGITS:
        return []
    return [
        Found(key, Match.SUFFIX, 0)
        for key, number in pool
        if number != wanted and number.endswith(wanted)
    ]


def _close[K](wanted: str, pool: Sequence[tuple[K, str]]) -> list[Found[K]]:
    limit = _edits_allowed(len(wanted))
    measured = (
        (key, OSA.distance(wanted, number, score_cutoff=limit)) for key, number in pool if limit
    )
    found = [Found(key, Match.CLOSE, edits) for key, edits in measured if edits <= limit]
    return sorted(found, key=lambda item: item.distance)


def _edits_allowed(length: int) -> int:
    if length >= _TWO_EDITS_FROM:
        return 2
    return 1 if length >= _ONE_EDIT_FROM else 0
