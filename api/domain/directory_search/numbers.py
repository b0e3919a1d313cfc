"""Looking a SIRET up by a part of it, or with one wrong digit."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

_SIRET_LENGTH = 14
_SEPARATOR = ";"
# One error leaves at least one of three parts whole, wherever it is.
_PARTS = (slice(0, 4), slice(4, 9), slice(9, None))


class NumberList:
    """The SIRETs of a directory in one text: a part is found there in a millisecond."""

    def __init__(self, sirets: Sequence[str]) -> None:
        self._sirets = sirets
        self._width = max(map(len, sirets), default=0) + len(_SEPARATOR)
        self._text = _SEPARATOR + "".join(siret.ljust(self._width, _SEPARATOR) for siret in sirets)

    def beginning(self, digits: str) -> Sequence[int]:
        """Ranks of the SIRETs that begin with `digits`."""
        return self._holding(_SEPARATOR + digits)

    def holding(self, digits: str) -> Sequence[int]:
        """Ranks of those that hold `digits` anywhere."""
        return self._holding(digits)

    def one_error_away(self, digits: str) -> Sequence[int]:
        """Ranks of those that differ by one digit, one more, one less, or two swapped."""
        if len(digits) not in range(_SIRET_LENGTH - 1, _SIRET_LENGTH + 2):
            return []
        near = {rank for part in _PARTS for rank in self._holding(digits[part])}
        return [rank for rank in sorted(near) if self._is_near(digits, rank)]

    def _holding(self, part: str) -> Sequence[int]:
        return list(dict.fromkeys(self._ranks(part)))

    def _ranks(self, part: str) -> Iterator[int]:
        place = self._text.find(part)
        while place >= 0:
            # The text begins with a separator: it belongs to the number that follows.
            yield (place + len(part) - 1 - len(_SEPARATOR)) // self._width
            place = self._text.find(part, place + 1)

    def _is_near(self, digits: str, rank: int) -> bool:
        return OSA.distance(digits, self._sirets[rank], score_cutoff=1) <= 1
