"""The directory in memory: which entries hold a word, and the words of each entry.

Numbers of words and ranks of entries are kept in flat arrays: 150,000 entries take about 25 MB.
"""

from array import array
from collections.abc import Iterable, Sequence
from math import log

from api.domain.directory_search.entry import Entry, EntryWords, words_of
from api.domain.directory_search.numbers import NumberList
from api.domain.directory_search.vocabulary import Vocabulary

_END_OF_NAME = 0xFFFFFFFF
_GONE = ""
_FEW = 1_000


class DirectoryIndex:
    """Entries by rank, in the order they came. Not for two threads at once."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.vocabulary = Vocabulary()
        self.keys = array("Q")
        self.sirets: list[str] = []
        self._holders: list[array[int]] = []
        self._words = array("I")
        self._starts = array("I", [0])
        self._rank_of: dict[int, int] = {}
        self._numbers: NumberList | None = None
        self.put_all(entries)

    def __len__(self) -> int:
        """How many entries can be found."""
        return len(self._rank_of)

    @property
    def is_sparse(self) -> bool:
        """Whether entries that are gone take more room than the others."""
        return len(self.keys) > 2 * len(self) + _FEW

    def all_keys(self) -> Iterable[int]:
        return self._rank_of.keys()

    def put_all(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.put(entry)

    def replace(self, keys: Iterable[int], entries: Iterable[Entry]) -> None:
        """Forget those of `keys`, then add `entries`, which stand for those that remain."""
        for key in keys:
            self.remove(key)
        self.put_all(entries)

    def put(self, entry: Entry) -> None:
        """Add `entry`, or replace the one of the same key."""
        self.remove(entry.key)
        rank = len(self.keys)
        self._rank_of[entry.key] = rank
        self.keys.append(entry.key)
        self.sirets.append(entry.siret)
        self._write(rank, words_of(entry))

    def remove(self, key: int) -> None:
        """Forget the entry of that key, if there is one; its place stays empty."""
        self._numbers = None
        rank = self._rank_of.pop(key, None)
        if rank is not None:
            self.sirets[rank] = _GONE

    @property
    def numbers(self) -> NumberList:
        if self._numbers is None:
            self._numbers = NumberList(self.sirets)
        return self._numbers

    def present(self, ranks: Sequence[int]) -> Sequence[int]:
        """The same without the entries that are gone."""
        if len(self.keys) == len(self):
            return ranks
        return [rank for rank in ranks if self.sirets[rank] != _GONE]

    def holders(self, word: int) -> Sequence[int]:
        """Ranks of the entries that hold this word, those gone included."""
        return self._holders[word]

    def weight(self, word: int) -> float:
        """From nearly 0 for a word of most entries to 1 for a word of one entry alone."""
        count = len(self.keys)
        return log(1 + count / len(self._holders[word])) / log(1 + count)

    def words_of(self, rank: int) -> set[int]:
        """All the words by which an entry is found."""
        found = set(self._words[self._starts[rank] : self._starts[rank + 1]])
        found.discard(_END_OF_NAME)
        return found

    def names_of(self, rank: int) -> list[Sequence[int]]:
        """The words of each name of an entry, in order."""
        stored = self._words[self._starts[rank] : self._starts[rank + 1]]
        names: list[Sequence[int]] = []
        start = 0
        for place, word in enumerate(stored):
            if word == _END_OF_NAME:
                names.append(stored[start:place])
                start = place + 1
        return names

    def _write(self, rank: int, words: EntryWords) -> None:
        number = self.vocabulary.number
        names = [[number(word) for word in name] for name in words.names]
        others = [number(word) for word in words.others]
        for name in names:
            self._words.extend(name)
            self._words.append(_END_OF_NAME)
        self._words.extend(others)
        self._starts.append(len(self._words))
        missing = len(self.vocabulary.words) - len(self._holders)
        self._holders.extend(array("I") for _ in range(missing))
        for word in {*others, *(word for name in names for word in name)}:
            self._holders[word].append(rank)
