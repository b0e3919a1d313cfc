"""How near two phrases or two entries are: cosine of TF-IDF vectors, in plain Python.

Features are words, pairs of words and letters by three within words, so that a typo keeps
most of its neighbours. Scores go from 0 (nothing in common) to 1 (the same).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from knowledge.normalise import normalise

type Vector = Mapping[str, float]

# A feature of most phrases (« facture ») tells nothing and costs the most: it is left out
# when it is in more than this share of them, and in more than `_FEW` of them.
_COMMON_SHARE = 0.2
_FEW = 50


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A phrase near the one that was asked for, and the entry that it belongs to."""

    score: float
    entry_id: str
    phrase: str


@dataclass(frozen=True, slots=True, order=True)
class NearPair:
    """Two entries, a phrase of each, and how near the entries, or the two phrases, are."""

    score: float
    left: str
    left_phrase: str
    right: str
    right_phrase: str


class PhraseIndex:
    """The phrases of every entry, ready to be compared."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        owned = [(owner, phrase) for owner, texts in phrases.items() for phrase in texts]
        counts = [Counter(_features(phrase)) for _, phrase in owned]
        self._owned = owned
        self._weights = _inverse_frequencies(counts)
        self._vectors = [self._weigh(count) for count in counts]
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, vector in enumerate(self._vectors):
            for feature, value in vector.items():
                self._postings[feature].append((index, value))

    def nearest(self, phrase: str, *, excluding: str) -> Neighbour | None:
        """The nearest phrase of another entry than `excluding`; None when nothing is in common."""
        scores: defaultdict[int, float] = defaultdict(float)
        for feature, weight in self._weigh(Counter(_features(phrase))).items():
            for index, value in self._postings.get(feature, ()):
                scores[index] += weight * value
        others = [
            (score, -index) for index, score in scores.items() if self._owned[index][0] != excluding
        ]
        if not others:
            return None
        score, negated = max(others)  # the first phrase wins between two as near
        return Neighbour(score, *self._owned[-negated])

    def nearest_entries(self, limit: int) -> list[NearPair]:
        """The `limit` nearest pairs of entries, the nearest first."""
        members = self._members()
        centres = {owner: self._centre(indexes) for owner, indexes in members.items()}
        pairs = [(_dot(centres[a], centres[b]), a, b) for a, b in combinations(sorted(centres), 2)]
        best = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))[:limit]
        return [self._pair(score, members[a], members[b]) for score, a, b in best]

    def near_phrases(self, floor: float) -> list[NearPair]:
        """All pairs of phrases of two different entries that score `floor` or more, best first."""
        pairs = [
            NearPair(score, *self._owned[left], *self._owned[right])
            for left in range(len(self._owned))
            for right, score in self._near(left, floor)
        ]
        return sorted(pairs, reverse=True)

    def _near(self, index: int, floor: float) -> Iterator[tuple[int, float]]:
        """The later phrases of other entries that score `floor` or more with this one.

        The rarest features are read first, and the common ones, whose lists are long, not at
        all once they could no longer bring `floor` by themselves (Cauchy-Schwarz: vectors have
        length 1, so that the unread part adds its own length at most).
        """
        owner, vector = self._owned[index][0], self._vectors[index]
        candidates: set[int] = set()
        unread = 1.0
        for feature in sorted(vector, key=lambda feature: len(self._postings[feature])):
            if unread < floor * floor:
                break
            unread -= vector[feature] ** 2
            candidates.update(other for other, _ in self._postings[feature] if other > index)
        for other in candidates:
            if self._owned[other][0] != owner:
                score = _dot(vector, self._vectors[other])
                if score >= floor:
                    yield other, score

    def _members(self) -> dict[str, list[int]]:
        members: defaultdict[str, list[int]] = defaultdict(list)
        for index, (owner, _) in enumerate(self._owned):
            members[owner].append(index)
        return members

    def _centre(self, indexes: Iterable[int]) -> Vector:
        total: defaultdict[str, float] = defaultdict(float)
        for index in indexes:
            for feature, value in self._vectors[index].items():
                total[feature] += value
        return _unit(total)

    def _pair(self, score: float, left: Sequence[int], right: Sequence[int]) -> NearPair:
        couples = ((a, b) for a in left for b in right)
        a, b = max(couples, key=lambda couple: _dot(*(self._vectors[i] for i in couple)))
        (left_id, left_phrase), (right_id, right_phrase) = self._owned[a], self._owned[b]
        return NearPair(score, left_id, left_phrase, right_id, right_phrase)

    def _weigh(self, counts: Mapping[str, int]) -> Vector:
        weights = self._weights
        return _unit({name: n * weights[name] for name, n in counts.items() if name in weights})


def _features(phrase: str) -> Iterator[str]:
    words = normalise(phrase).split()
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
    for word in words:
        padded = f"<{word}>"
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))


def _inverse_frequencies(counts: Sequence[Mapping[str, int]]) -> dict[str, float]:
    frequency = Counter(feature for count in counts for feature in count)
    most = max(_FEW, _COMMON_SHARE * len(counts))
    return {
        feature: math.log((1 + len(counts)) / (1 + seen)) + 1
        for feature, seen in frequency.items()
        if seen <= most
    }


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {feature: value / length for feature, value in vector.items()} if length else {}


def _dot(left: Vector, right: Vector) -> float:
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    return sum(value * large[feature] for feature, value in small.items() if feature in large)
