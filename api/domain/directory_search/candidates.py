"""Which entries are worth comparing: those that hold enough of the words, found by sets."""

from collections.abc import Sequence

from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.ranking import Asked, Likenesses
from api.domain.directory_search.reading import SOFT

_FEW = 300  # comparing so few costs less than one more set
MANY = 2_000  # too many to compare one by one
_STRICTER = (0.88, 0.95, 1.0)  # likenesses
_COMMON = 30_000  # holders of a word that hardly selects


def candidates(index: DirectoryIndex, wanted: Asked) -> Sequence[int]:
    """Ranks, in order, of the entries that hold all the words, else all but one where allowed.

    Some may lack more: sets are not crossed to the end. A word left out must still leave few.
    """
    words = zip(wanted.words, wanted.meant, strict=True)
    meant = [likely for word, likely in words if word not in SOFT] or wanted.meant
    crowd = _crowd_of_one_word(index, meant)
    return crowd or sorted(_holding_enough(index, meant, wanted.allowed_misses))


def _crowd_of_one_word(index: DirectoryIndex, meant: Sequence[Likenesses]) -> Sequence[int] | None:
    """What `_holding_all_likely` would end with for a lone word of too many entries (« mairie »),
    without a set of them all.
    """
    if len(meant) != 1:
        return None
    sure = [word for word, likeness in meant[0].items() if likeness >= _STRICTER[-1]]
    holders = index.holders(sure[0]) if len(sure) == 1 else ()
    return holders if len(holders) > MANY else None


def _holding_enough(
    index: DirectoryIndex, meant: Sequence[Likenesses], allowed_misses: int
) -> set[int]:
    found = _holding_all_likely(index, meant)
    if found or not allowed_misses:
        return found
    for rank in range(len(meant)):
        others = _holding_all(index, [*meant[:rank], *meant[rank + 1 :]])
        if len(others) <= MANY:
            found |= others
    return found


def _holding_all_likely(index: DirectoryIndex, meant: Sequence[Likenesses]) -> set[int]:
    """Where too many entries hold all the words, those that hold the likeliest ones."""
    found = _holding_all(index, meant)
    for least in _STRICTER:
        if len(found) <= MANY:
            break
        likely = [{w: value for w, value in words.items() if value >= least} for words in meant]
        found = _holding_all(index, likely) or found
    return found


def _holding_all(index: DirectoryIndex, meant: Sequence[Likenesses]) -> set[int]:
    if not all(meant):
        return set()
    sizes = [sum(len(index.holders(word)) for word in likely) for likely in meant]
    rarest, *others = sorted(range(len(meant)), key=lambda rank: sizes[rank])
    found = _holders(index, meant[rarest])
    for rank in others:
        if len(found) <= _FEW or sizes[rank] > _COMMON:
            break
        found &= _holders(index, meant[rank])
    return found


def _holders(index: DirectoryIndex, meant: Likenesses) -> set[int]:
    found: set[int] = set()
    for word in meant:
        found.update(index.holders(word))
    return found
