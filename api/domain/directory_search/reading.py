"""What is compared of a name, of a town or of a question: its words without what says nothing."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from api.domain.directory_search.kinds import KIND_WORDS, is_kind, name_kinds
from api.domain.french_departments import DEPARTMENTS
from api.domain.plain_text import words

# Written or left out at will in a name of place or of body.
_LINK_WORDS = "a au aux d de des du en et l la le les lez ls s un une pour par"
LINKS = frozenset(_LINK_WORDS.split())
# Parts of a name that people leave out, or take for one another.
SOFT = frozenset(("sur", "sous", "budget", "annexe"))
# The words of a question, never those of a name.
_QUESTION_WORDS = (
    "avec c ce cette chorus code dans est identifiant j je ma mes mon n no num numero pro quel "
    "quelle siren siret structure"
)
_QUESTION = frozenset(_QUESTION_WORDS.split())
_SHORT_FORMS = {
    "saint": "st", "sainte": "ste", "cne": "commune",
    "ctre": "centre", "com": "com", "synd": "syndicat", "interco": "intercommunal",
    "assoc": "association", "ss": "sous", "dir": "direction", "mdr": "retraite", "pdt": "president",
}  # fmt: skip
_MIN_CORRECTED = 4
_CORRECTED = [*KIND_WORDS, "saint", "sainte"]
_TWO_ERRORS_FROM = 9

type Reading = tuple[str, ...]


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    return _SHORT_FORMS.get(word, word)


def name_words(text: str) -> list[str]:
    """Words of a name of the directory, in order, without articles; « saint » becomes « st »."""
    return [plain(word) for word in _with_corsica(words(text)) if word not in LINKS]


def question_words(query: str) -> list[str]:
    """Words of a question that may belong to a name."""
    return [word for word in name_words(query) if word not in _QUESTION]


def readings(wanted: Sequence[str]) -> list[Reading]:
    """What may be meant: with kinds of body named, with their spelling put right, as typed."""
    corrected = [_corrected(word) for word in wanted]
    found = (tuple(name_kinds(wanted)), tuple(name_kinds(corrected)), tuple(wanted))
    return list(dict.fromkeys(reading for reading in found if reading))


def with_department_numbered(wanted: Sequence[str]) -> Reading | None:
    """« st martin haute garonne » → « st martin 31 »; None unless it also names something else."""
    for rank in range(1, len(wanted)):
        found = _department_at(wanted, rank)
        if found is not None:
            length, number = found
            kept = tuple(name_kinds((*wanted[:rank], *wanted[rank + length :])))
            return None if all(map(is_kind, kept)) else (*kept, number)
    return None


def department_of(name: Sequence[str]) -> str | None:
    """« haute garonne » → « 31 », where the words of a name hold those of a department."""
    found = (_department_at(name, rank) for rank in range(len(name)))
    return next((number for _, number in filter(None, found)), None)


def _department_at(name: Sequence[str], rank: int) -> tuple[int, str] | None:
    for parts, number in _DEPARTMENT_WORDS.get(name[rank], ()):
        if tuple(name[rank : rank + len(parts)]) == parts:
            return len(parts), number
    return None


@lru_cache(maxsize=4096)
def _corrected(word: str) -> str:
    if len(word) < _MIN_CORRECTED or word in _CORRECTED:
        return word
    errors = 2 if len(word) >= _TWO_ERRORS_FROM else 1
    best = process.extractOne(word, _CORRECTED, scorer=OSA.distance, score_cutoff=errors)
    return plain(best[0]) if best else word


def _with_corsica(typed: Sequence[str]) -> Iterator[str]:
    """« 2a » was parted like « cd31 »: it is one number."""
    rank = 0
    while rank < len(typed):
        if typed[rank] == "2" and typed[rank + 1 : rank + 2] in (("a",), ("b",)):
            yield "2" + typed[rank + 1]
            rank += 1
        else:
            yield typed[rank]
        rank += 1


def _department_words() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for number, name in DEPARTMENTS.items():
        parts = tuple(name_words(name))
        found.setdefault(parts[0], []).append((parts, number))
    for names in found.values():
        names.sort(key=lambda item: -len(item[0]))  # « loire atlantique » before « loire »
    return found


_DEPARTMENT_WORDS = _department_words()
