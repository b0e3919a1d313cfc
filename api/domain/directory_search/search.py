"""From a question to the entries it may mean, best first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from api.domain.directory_search.candidates import MANY, candidates
from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.numbers import NumberList
from api.domain.directory_search.ranking import Asked, Likenesses, asked, fit_of, order_of
from api.domain.directory_search.reading import (
    Reading,
    question_words,
    readings,
    with_department_numbered,
)
from api.domain.directory_search.word_breaks import rejoined

# Five digits at least: fewer are rather the number of a department than a part of a SIRET.
_DIGITS = re.compile(r"[0-9](?:\s?[0-9]){4,}")
_POSTCODE_LENGTH = 5
_AS_GOOD = 0.04  # entries that fit nearly as well as the best one are shown after it
_SURE = 0.95
_LONGEST_WORD = 40
_MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits a reading."""

    rank: int
    wanted: Asked
    fit: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Entries of a reading too vague to compare them one by one."""

    ranks: Sequence[int]
    fit: float


@dataclass(slots=True)
class Found:
    """What one index answers."""

    index: DirectoryIndex
    hits: list[Hit] = field(default_factory=list[Hit])
    crowds: list[Crowd] = field(default_factory=list[Crowd])

    @property
    def fit(self) -> float:
        return max((item.fit for item in (*self.hits, *self.crowds)), default=0.0)

    def ordered_from(self, least: float) -> Iterator[tuple[float, int]]:
        """The keys of the hits that fit at least so much, with their order."""
        for hit in self.hits:
            if hit.fit >= least:
                order = order_of(self.index, hit.rank, hit.wanted, hit.fit)
                yield order, self.index.keys[hit.rank]

    def crowded_from(self, least: float) -> Iterator[int]:
        """The keys of the crowds that fit at least so much."""
        crowds = (crowd.ranks for crowd in self.crowds if crowd.fit >= least)
        return map(self.index.keys.__getitem__, chain.from_iterable(crowds))


def find(query: str, indexes: Sequence[DirectoryIndex]) -> Sequence[int]:
    """Keys of the entries that fit `query` about as well as the best one, best first.

    Entries that fit as well, or a question of too common words: by key, whatever the order in
    which an index learnt of them, for two replicas must answer the same pages.
    """
    wanted = [word[:_LONGEST_WORD] for word in dict.fromkeys(question_words(query))][:_MOST_WORDS]
    digits = _number_in(query, wanted, indexes)
    if digits:
        return _numbered(digits, indexes)
    found = [_found(index, wanted) for index in indexes]
    least = max((part.fit for part in found), default=0.0) - _AS_GOOD
    best: dict[int, float] = {}
    for order, key in (item for part in found for item in part.ordered_from(least)):
        if order >= best.get(key, 0.0):
            best[key] = order
    hits = sorted(best, key=lambda key: (-best[key], key))
    crowds = sorted(chain.from_iterable(part.crowded_from(least) for part in found))
    return list(dict.fromkeys(chain(hits, crowds)))


def _numbered(digits: str, indexes: Sequence[DirectoryIndex]) -> Sequence[int]:
    """Those that begin with `digits`, else hold them, else are one error away."""
    for way in (NumberList.beginning, NumberList.holding, NumberList.one_error_away):
        found = [index.keys[rank] for index in indexes for rank in way(index.numbers, digits)]
        if found:
            return sorted(found)
    return []


def _number_in(query: str, wanted: Sequence[str], indexes: Iterable[DirectoryIndex]) -> str:
    """The part of a SIRET that was typed; five digits are rather a postcode."""
    found = _DIGITS.search(query)
    digits = "".join(found[0].split()) if found else ""
    if len(digits) != _POSTCODE_LENGTH:
        return digits
    is_postcode = len(wanted) > 1 or any(digits in index.vocabulary for index in indexes)
    return "" if is_postcode else digits


def _found(index: DirectoryIndex, wanted: Sequence[str]) -> Found:
    found = Found(index)
    near = _Near(index, wanted)
    typed = [list(wanted), *rejoined(wanted, index.vocabulary)]
    for reading in dict.fromkeys(reading for words in typed for reading in readings(words)):
        _look(found, near.asked(reading))
    placed = with_department_numbered(wanted)
    if placed and found.fit < _SURE:
        _look(found, near.asked(placed))
    return found


class _Near:
    """The words of an index near those of one question, looked for once each."""

    def __init__(self, index: DirectoryIndex, wanted: Iterable[str]) -> None:
        self._index = index
        self._known: dict[str, Likenesses] = {}
        words = index.vocabulary
        self._typed = frozenset(words.number(word) for word in wanted if word in words)

    def asked(self, reading: Reading) -> Asked:
        for word in reading:
            if word not in self._known:
                self._known[word] = self._index.vocabulary.near(word)
        return asked(reading, self._index, [self._known[word] for word in reading], self._typed)


def _look(found: Found, wanted: Asked) -> None:
    if wanted.best_fit < found.fit - _AS_GOOD:
        return  # nothing of this reading would be shown
    index = found.index
    ranks = index.present(candidates(index, wanted))
    if len(ranks) > MANY:
        found.crowds.append(Crowd(ranks, wanted.best_fit))
        return
    for rank in ranks:
        fit = fit_of(index, rank, wanted)
        if fit is not None:
            found.hits.append(Hit(rank, wanted, fit))
