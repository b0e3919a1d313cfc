"""The different words of a directory, and those near a misspelt one."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from api.domain.directory_search.kinds import KIND_WORDS

_MIN_PREFIX = 4
# Wrong letters that a word may hold, by its length: short words are never near one another.
_ERRORS = ((4, 1), (6, 2), (12, 3))
_LOSS_PER_ERROR = 0.9  # of one letter in a word
_PREFIX_LIKENESS = 0.6  # of a word of which a tiny part was typed; 1 for the whole
_SOUND_LIKENESS = 0.92
_MOST_SILENT = 3  # letters that are written and not heard
_SHORT_NUMBER_LIKENESS = 0.95
# What is heard alike and written differently, in this order.
_SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("ph", "f"),
        ("qu?", "k"),
        ("ch", "S"),
        ("th", "t"),
        ("eau|aux?", "o"),
        ("[ae]in(?![aeiouy])|in(?![aeiouyn])", "I"),
        ("[ae][mn](?![aeiouymn])", "A"),
        ("[ae]y$|e[rtz]$|[ae]i", "e"),
        ("y", "i"),
        ("c(?=[ei])", "s"),
        ("c", "k"),
        ("g(?=[ei])", "j"),
        ("gni?", "ni"),
        ("h", ""),
        ("z", "s"),
        ("w", "v"),
        (r"(.)\1+", r"\1"),
        ("(?<=..)(?:es?|[stxdp]s?)$", ""),
    )
)


def sound(word: str) -> str:
    """A rough key: « kimper » and « quimper », « toulouze » and « toulouse » share theirs."""
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    return word


class Vocabulary:
    """Numbers words as they come; a word is never taken out."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._number: dict[str, int] = {}
        self._by_length: dict[int, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._sorted: list[str] | None = None

    def __contains__(self, word: object) -> bool:
        return word in self._number

    def number(self, word: str) -> int:
        """The number of `word`, given now if it is new."""
        found = self._number.get(word)
        if found is None:
            found = self._number[word] = len(self.words)
            self.words.append(word)
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
                self._by_sound.setdefault(sound(word), []).append(word)
                if self._sorted is not None:
                    insort(self._sorted, word)
        return found

    def near(self, word: str) -> Mapping[int, float]:
        """Words that `word` may be, by number, with a likeness up to 1.

        Numbers are never near one another, but « 1 » may be the department « 01 »; the names of
        kinds of body are what they seem.
        """
        found: dict[int, float] = {}
        pairs = [(word, 1.0)] if word in self._number else []
        if word.isalpha() and not (pairs and word in KIND_WORDS):
            pairs += [*self._misspelt(word), *self._begun(word)]
        if len(word) == 1 and f"0{word}" in self._number:
            pairs.append((f"0{word}", _SHORT_NUMBER_LIKENESS))
        for other, likeness in pairs:
            number = self._number[other]
            found[number] = max(likeness, found.get(number, 0.0))
        return found

    def _misspelt(self, word: str) -> Iterator[tuple[str, float]]:
        length = len(word)
        errors = max((count for size, count in _ERRORS if length >= size), default=0)
        alike = self._by_sound.get(sound(word), ()) if length >= _MIN_PREFIX else ()
        near_length = (other for other in alike if abs(len(other) - length) <= _MOST_SILENT)
        yield from ((other, _SOUND_LIKENESS) for other in near_length)
        for size in range(length - errors, length + errors + 1) if errors else ():
            listed = self._by_length.get(size, ())
            cost = _LOSS_PER_ERROR / max(size, length)
            for other, distance, _ in process.extract(
                word, listed, scorer=OSA.distance, score_cutoff=errors, limit=None
            ):
                yield other, 1 - cost * distance

    def _begun(self, word: str) -> Iterator[tuple[str, float]]:
        """Words of which only the beginning was typed."""
        if self._sorted is None:
            self._sorted = sorted(other for other in self.words if other.isalpha())
        if len(word) < _MIN_PREFIX:
            return
        rank = bisect_left(self._sorted, word)
        while rank < len(self._sorted) and self._sorted[rank].startswith(word):
            other = self._sorted[rank]
            share = len(word) / len(other)
            yield other, _PREFIX_LIKENESS + (1 - _PREFIX_LIKENESS) * share * 0.9
            rank += 1
