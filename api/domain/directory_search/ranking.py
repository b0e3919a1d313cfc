"""How well an entry answers a reading of a question."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from operator import mul

from rapidfuzz import fuzz

from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.kinds import is_kind
from api.domain.directory_search.reading import SOFT, Reading

# Part of the mark lost when nothing of the best name, beside what was asked, was asked.
_LOSS_OF_EXTRA = 0.2
_GAIN_OF_ORDER = 0.05
_GAIN_OF_SAME_WORDS = 0.03  # « ccas » is rather a « CCAS » than a « centre communal… »
_ONE_MISS_FROM = 4
_SOFT_SHARE = 0.2
_EVERY_WORD_COUNTS = 0.15  # even those of most entries

type Likenesses = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading of a question: for each word, those of the directory that it may be.

    `typed`: words of the directory that were typed as they are.
    """

    words: Reading
    meant: Sequence[Likenesses]
    weights: Sequence[float]
    allowed_misses: int
    typed: Set[int]

    @property
    def best_fit(self) -> float:
        """What an entry could reach that holds the likeliest words."""
        best = [max(meant.values(), default=0.0) for meant in self.meant]
        return sum(map(mul, self.weights, best)) / sum(self.weights)


def asked(
    words: Reading, index: DirectoryIndex, near: Sequence[Likenesses], typed: Set[int]
) -> Asked:
    weights = [_weight(index, word, meant) for word, meant in zip(words, near, strict=True)]
    return Asked(words, near, weights, int(len(words) >= _ONE_MISS_FROM), typed)


def fit_of(index: DirectoryIndex, rank: int, wanted: Asked) -> float | None:
    """How much of what was asked an entry holds, 0 to 1.

    None when more words than allowed are not there, or a number, or a kind of body.
    """
    known = index.words_of(rank)
    got = [_best(meant, known) for meant in wanted.meant]
    pairs = zip(wanted.words, got, strict=True)
    missing = [word for word, likeness in pairs if not likeness and word not in SOFT]
    if len(missing) > wanted.allowed_misses or any(not word.isalpha() for word in missing):
        return None
    return sum(map(mul, wanted.weights, got)) / sum(wanted.weights)


def order_of(index: DirectoryIndex, rank: int, wanted: Asked, fit: float) -> float:
    """Puts first, among entries that fit, the one whose name is most like what was asked."""
    names = index.names_of(rank)
    extra = min(_extra(index, name, wanted) for name in names)
    gain = _GAIN_OF_ORDER * max(_order(index, name, wanted) for name in names)
    gain += _GAIN_OF_SAME_WORDS * len(wanted.typed & index.words_of(rank)) / len(wanted.words)
    return fit - _LOSS_OF_EXTRA * extra + gain


def _best(meant: Likenesses, known: Set[int]) -> float:
    if len(meant) < len(known):
        return max((likeness for word, likeness in meant.items() if word in known), default=0.0)
    return max((meant[word] for word in known if word in meant), default=0.0)


def _weight(index: DirectoryIndex, word: str, meant: Likenesses) -> float:
    """Of the likeliest word; 1 for a word that the directory lacks."""
    best = max(meant, key=lambda number: meant[number], default=None)
    weight = _EVERY_WORD_COUNTS + (1.0 if best is None else index.weight(best))
    return weight * _SOFT_SHARE if word in SOFT else weight


def _extra(index: DirectoryIndex, name: Sequence[int], wanted: Asked) -> float:
    """The part of a name that was not asked for."""
    weights = [_EVERY_WORD_COUNTS + index.weight(word) for word in name]
    found = [any(word in meant for meant in wanted.meant) for word in name]
    extra = sum(weight for weight, there in zip(weights, found, strict=True) if not there)
    return extra / sum(weights) if weights else 1.0


def _order(index: DirectoryIndex, name: Sequence[int], wanted: Asked) -> float:
    plain = [index.vocabulary.words[word] for word in name]
    written = " ".join(word for word in plain if not is_kind(word))
    said = " ".join(word for word in wanted.words if not is_kind(word))
    return fuzz.ratio(said, written) / 100
