"""Which structures of the directory a user may have meant, by SIRET or by name."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from api.domain.french_departments import DEPARTMENTS
from api.domain.plain_text import words

_SIRET_LENGTH = 14
# Five digits at least: fewer are rather the number of a department than the start of a SIRET.
_SIRET_LIKE = re.compile(r"[0-9](?:\s?[0-9]){4,}")
_MIN_LIKENESS = 80
_MIN_PREFIX = 4
# A long question may hold one word that no structure knows.
_ONE_MISS_FROM = 4
_NOISE_WORDS = (
    "a au aux avec c ce cette chorus code d dans de des du est et identifiant je l la le les ma "
    "mon n no numero par pour pro quel quelle s siren siret sur structure un une"
)
_NOISE = frozenset(_NOISE_WORDS.split())
# Usual names of one kind of body: directories keep the first of each row, people say them all.
_SAME_BODY = (
    ("departement", "conseil departemental", "conseil general", "cd", "cg", "dept", "dpt", "dep"),
    ("commune", "mairie", "ville"),
    ("region", "conseil regional", "cr"),
    ("communaute communes", "cc", "comcom", "com com"),
    ("communaute agglomeration", "agglo", "agglomeration"),
    ("centre hospitalier universitaire", "chu"),
    ("centre hospitalier", "hopital", "ch"),
)
_MIN_JOINED = 8


@dataclass(frozen=True, slots=True)
class Listed[K]:
    """One structure of the directory: `names` are its name and its aliases."""

    key: K
    siret: str
    names: Sequence[str]


def search_structures[K](query: str, directory: Iterable[Listed[K]]) -> Sequence[K]:
    """Keys of the structures that fit `query`, best first, else in the directory's order."""
    listed = list(directory)
    siret = _SIRET_LIKE.search(query)
    if siret is not None:
        return _by_siret("".join(siret[0].split()), listed)
    return _by_name(query, listed)


def _by_siret[K](digits: str, listed: Sequence[Listed[K]]) -> Sequence[K]:
    found = [item.key for item in listed if item.siret.startswith(digits)]
    if found or len(digits) not in range(_SIRET_LENGTH - 1, _SIRET_LENGTH + 2):
        return found
    return [item.key for item in listed if OSA.distance(digits, item.siret, score_cutoff=1) <= 1]


def _by_name[K](query: str, listed: Sequence[Listed[K]]) -> Sequence[K]:
    wanted = tuple(word for word in words(query) if word not in _NOISE)
    if not wanted:
        return []
    if joined := _joined(wanted, listed):
        return joined
    readings = (_best(reading, listed) for reading in _readings(wanted))
    return next((found for found in readings if found), ())


def _readings(wanted: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What was typed, then the same body under its other usual names, number or name."""
    typed = " ".join(wanted)
    for phrase in dict.fromkeys((typed, _with_department_named(typed))):
        yield tuple(phrase.split())
        for names in _SAME_BODY:
            # The longest first: « conseil departemental » before « dep ».
            said = (name for name in sorted(names, key=len, reverse=True))
            found = next((name for name in said if f" {name} " in f" {phrase} "), None)
            others = (name for name in names if found and name != found)
            for other in others:
                yield tuple(f" {phrase} ".replace(f" {found} ", f" {other} ", 1).split())


def _with_department_named(phrase: str) -> str:
    """« cd 31 » → « cd haute garonne »: a directory may hold the name alone."""
    if not any(f" {name} " in f" {phrase} " for name in _SAME_BODY[0]):
        return phrase
    parts = [
        " ".join(word for word in words(DEPARTMENTS.get(part, part)) if word not in _NOISE)
        for part in phrase.split()
    ]
    return " ".join(parts)


def _joined[K](wanted: Sequence[str], listed: Sequence[Listed[K]]) -> Sequence[K]:
    """« hautegaronne »: several words written as one."""
    if len(wanted) > 1 or len(wanted[0]) < _MIN_JOINED:
        return []
    typed = wanted[0]

    def fits(item: Listed[K]) -> bool:
        names = ("".join(word for word in words(n) if word not in _NOISE) for n in item.names)
        return any(OSA.distance(typed, name, score_cutoff=1) <= 1 for name in names)

    return [item.key for item in listed if fits(item)]


def _best[K](wanted: Sequence[str], listed: Sequence[Listed[K]]) -> Sequence[K]:
    allowed_misses = 1 if len(wanted) >= _ONE_MISS_FROM else 0
    scored = [(item, _score(wanted, item.names, allowed_misses)) for item in listed]
    best = max((score for _, score in scored), default=0)
    kept = [item for item, score in scored if score == best > 0]
    return [item.key for item in sorted(kept, key=_unlikeness(wanted))]


def _score(wanted: Sequence[str], names: Sequence[str], allowed_misses: int) -> int:
    """The sum of each wanted word's best likeness; 0 when too many words are unknown here."""
    known = {word for name in names for word in words(name)}
    likenesses = [max((_likeness(word, other) for other in known), default=0) for word in wanted]
    return sum(likenesses) if likenesses.count(0) <= allowed_misses else 0


def _likeness(word: str, other: str) -> int:
    """2 for the same word, 1 for a near one, 0 for another; numbers are never near."""
    if word == other:
        return 2
    if word.isdigit() or other.isdigit():
        return 0
    begins = len(word) >= _MIN_PREFIX and other.startswith(word)
    return int(begins or fuzz.ratio(word, other) >= _MIN_LIKENESS)


def _unlikeness(wanted: Sequence[str]) -> Callable[[Listed[Any]], float]:
    phrase = " ".join(wanted)

    def measure(item: Listed[Any]) -> float:
        return -max(fuzz.ratio(phrase, " ".join(words(name))) for name in item.names)

    return measure
