"""« saintetienne », « bla gnac »: words written as one, a word written as two."""

from collections.abc import Iterator, Sequence

from api.domain.directory_search.reading import LINKS, plain
from api.domain.directory_search.vocabulary import Vocabulary

_MIN_PART = 3
_MIN_PARTED = 6


def rejoined(wanted: Sequence[str], vocabulary: Vocabulary) -> Iterator[list[str]]:
    """The same words with one pair joined, then with the unknown ones parted, where that tells."""
    for rank in range(len(wanted) - 1):
        joined = wanted[rank] + wanted[rank + 1]
        if joined.isalpha() and joined in vocabulary:
            yield [*wanted[:rank], joined, *wanted[rank + 2 :]]
    parted = [part for word in wanted for part in _parted(word, vocabulary)]
    if parted and parted != list(wanted):
        yield parted


def _parted(word: str, vocabulary: Vocabulary) -> list[str]:
    if len(word) < _MIN_PARTED or not word.isalpha() or plain(word) in vocabulary:
        return [word]
    parts = _known_parts(word, vocabulary)
    return [plain(part) for part in parts or () if part not in LINKS] or [word]


def _known_parts(word: str, vocabulary: Vocabulary) -> list[str] | None:
    """The fewest known words that `word` is made of; None when it is not made of known words."""
    fewest: list[list[str] | None] = [[]]  # for each beginning of the word
    for end in range(1, len(word) + 1):
        made = (
            [*before, word[start:end]]
            for start, before in enumerate(fewest)
            if before is not None and _is_known(word[start:end], vocabulary)
        )
        fewest.append(min(made, key=len, default=None))
    return fewest[-1]


def _is_known(part: str, vocabulary: Vocabulary) -> bool:
    return part in LINKS or (len(part) >= _MIN_PART and plain(part) in vocabulary)
