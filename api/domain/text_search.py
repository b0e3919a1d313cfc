"""A small full-text search in French, in memory: for a few hundred short texts, and no more.

BM25 (Robertson and Zaragoza, 2009) over words cut to their beginning, which does the work of a
stemmer for the plurals and conjugations of short questions. A word that no text holds is replaced
by the nearest that one does: people type fast. A number is itself or nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from api.domain.plain_text import words

# The usual constants of BM25.
_K1, _B = 1.2, 0.75
# Ours, chosen on the calibration phrases of the knowledge; docs/desk.md has the figures.
_STEM = 7
_TITLE_WEIGHT = 6
_NEAR = 75.0  # likeness of 100 below which a typing error is another word
_COMMON = 0.5  # a word that more than this share of the texts hold finds nothing by itself
_MAX_WORDS = 60
_EMPTY = frozenset(
    words(
        "a ai ait alors apres as au aux avec avez avoir c ca car ce cela ces cet cette ceux "
        "chez ci comment d dans de des deux dit dois doit donc du elle elles en encore entre es "
        "est et ete etes etre eu fait faire faut il ils j jai je jusqu l la le les leur leurs "
        "lors lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas peut "
        "peux plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans "
        "se ses si son sont sur t ta te tes toi ton tous tout toute tres tu un une va vers veux "
        "voici votre vos vous y bonjour merci svp salut "
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """`score` compares the hits of one search, and nothing else."""

    key: str
    score: float


class TextIndex:
    """Built once from (key, title, text); a search costs well under a millisecond."""

    def __init__(self, documents: Iterable[tuple[str, str, str]]) -> None:
        counts = {key: _counted(title, text) for key, title, text in documents}
        self._lengths = {key: count.total() for key, count in counts.items()}
        self._mean = sum(self._lengths.values()) / max(1, len(counts)) or 1.0
        self._postings: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for key, count in counts.items():
            for stem, times in count.items():
                self._postings[stem].append((key, times))
        self._vocabulary = sorted(self._postings)

    def search(self, query: str, limit: int) -> Sequence[Hit]:
        """The texts that share words with `query`, best first; keys decide between equals."""
        stems = list(dict.fromkeys(self._known(stem) for stem in _stems(query)[:_MAX_WORDS]))
        if not any(map(self._says_something, stems)):
            return []
        scores: defaultdict[str, float] = defaultdict(float)
        for stem in stems:
            held = self._postings.get(stem, ())
            rarity = math.log(1 + (len(self._lengths) - len(held) + 0.5) / (len(held) + 0.5))
            for key, times in held:
                norm = 1 - _B + _B * self._lengths[key] / self._mean
                scores[key] += rarity * times * (_K1 + 1) / (times + _K1 * norm)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [Hit(key, score) for key, score in best[:limit]]

    def _says_something(self, stem: str) -> bool:
        return 0 < len(self._postings.get(stem, ())) <= _COMMON * len(self._lengths)

    def _known(self, stem: str) -> str:
        if stem in self._postings or len(stem) < 4 or any(map(str.isdigit, stem)):
            return stem
        found = process.extractOne(stem, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return found[0] if found else stem


def _counted(title: str, text: str) -> Counter[str]:
    """A word of the title counts for several: it says what the text is about."""
    weighed = Counter({stem: n * _TITLE_WEIGHT for stem, n in Counter(_stems(title)).items()})
    return weighed + Counter(_stems(text))


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in words(text) if word not in _EMPTY and len(word) > 1]
