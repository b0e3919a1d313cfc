"""Proves that phrases kept apart for measuring are not, nearly, those that were learned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from knowledge.normalise import normalise
from knowledge.training_phrases import KnownPhrase

# Share of the letters that are the same, in order.
MIN_SIMILARITY = 0.90
# In a short text two letters make another word.
MAX_EDITS, MIN_LENGTH_FOR_EDITS = 2, 13


@dataclass(frozen=True, slots=True)
class Leak:
    """`position` is that of the phrase among those given; `score` goes up to 1, the same."""

    position: int
    known: KnownPhrase
    score: float


def find_leaks(texts: Iterable[str], known: Sequence[KnownPhrase]) -> Iterator[Leak]:
    """The texts that are one of the known phrases, or within a small edit distance of one."""
    forms = [normalise(phrase.text) for phrase in known]
    for position, text in enumerate(texts):
        form = normalise(text)
        nearest = _nearest(form, forms) if form else None
        if nearest is not None:
            score = Levenshtein.normalized_similarity(form, forms[nearest])
            yield Leak(position, known[nearest], score)


def _nearest(form: str, forms: Sequence[str]) -> int | None:
    similar = process.extractOne(
        form, forms, scorer=Levenshtein.normalized_similarity, score_cutoff=MIN_SIMILARITY
    )
    if similar is not None:
        return similar[2]
    if len(form) < MIN_LENGTH_FOR_EDITS:
        return None
    close = process.extractOne(form, forms, scorer=Levenshtein.distance, score_cutoff=MAX_EDITS)
    return None if close is None else close[2]
