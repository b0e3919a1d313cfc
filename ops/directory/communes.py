"""Communes made by rule, department by department; the large towns are real."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from api.domain.french_departments import DEPARTMENTS
from ops.directory import place_words as words

_VOWELS = "AEIOUYÉÈÊÂHaeiouyéèêâh"
_RURAL_COMMUNES = 350  # a department has about as many; those of the capital's are fewer
_FEW = {"75": 1, "90": 100, "92": 36, "93": 40, "94": 47, "95": 180, "91": 190}
_FEW_OVERSEAS = 28
_LONGER = 0.35  # so that a directory holds some 25,000 different words


@dataclass(frozen=True, slots=True)
class Commune:
    """`number` counts inside the department; `postcode` may be shared by neighbours."""

    name: str
    department: str
    number: int
    postcode: str


def make_communes(random: Random) -> list[Commune]:
    """About 33,000; a name is unique in its department, not in France."""
    return [commune for number in DEPARTMENTS for commune in _department(random, number)]


def _department(random: Random, number: str) -> Iterator[Commune]:
    large = [item for item in words.LARGE_TOWNS.replace("\n", "|").split("|") if item]
    names = dict.fromkeys(
        name for code, _, name in (item.partition(" ") for item in large) if code == number
    )
    wanted = _FEW_OVERSEAS if len(number) == 3 else _FEW.get(number, _RURAL_COMMUNES)
    while len(names) < wanted:
        names.setdefault(_made_up(random, number))
    for rank, name in enumerate(names, start=1):
        yield Commune(name, number, rank, _postcode(number, rank))


def _postcode(number: str, rank: int) -> str:
    start = "20" if number in ("2a", "2b") else number
    return f"{start}{rank // 6 * 10 % 10 ** (5 - len(start)):0{5 - len(start)}d}"


def _made_up(random: Random, number: str) -> str:
    makers = (_saint, _feature, _double, _rooted)
    maker = random.choices(makers, weights=(15, 12, 8, 65))[0]
    return maker(random, number)


def _saint(random: Random, number: str) -> str:
    if random.random() < 0.15:
        name = f"Sainte-{_one(random, words.HOLY_WOMEN)}"
    else:
        name = f"Saint-{_one(random, words.SAINTS)}"
    return f"{name}{_complement(random, number)}" if random.random() < 0.72 else name


def _feature(random: Random, number: str) -> str:
    feature = _one(random, words.FEATURES)
    if random.random() < 0.4:
        return f"{feature}{_complement(random, number)}"
    article = "L’" if feature[0] in _VOWELS else random.choice(("Le ", "La ", "Les "))
    return f"{article}{feature}{_complement(random, number)}"


def _double(random: Random, number: str) -> str:
    link = random.choice(("-et-", "-"))
    return f"{_root(random, number)}{link}{_root(random, number)}"


def _rooted(random: Random, number: str) -> str:
    name = _root(random, number)
    return f"{name}{_complement(random, number)}" if random.random() < 0.22 else name


def _root(random: Random, number: str) -> str:
    if number in words.BRETON_DEPARTMENTS and random.random() < 0.6:
        return _one(random, words.BRETON_STARTS) + _one(random, words.BRETON_ENDINGS)
    endings = next((e for n, e in words.LOCAL_ENDINGS.items() if number in n.split()), "")
    local = endings and random.random() < 0.4
    middle = _one(random, words.MIDDLES) if random.random() < _LONGER else ""
    ending = _one(random, endings if local else words.COMMON_ENDINGS)
    return _one(random, words.ROOTS) + middle + ending


def _complement(random: Random, number: str) -> str:
    kind = random.random()
    if kind < 0.4:
        return f"-{random.choice(('sur', 'sur', 'sous', 'lès'))}-{_one(random, words.RIVERS)}"
    if kind < 0.6:
        return f"-en-{_one(random, words.COUNTRIES)}"
    if kind < 0.8:
        return f"-{_one(random, words.QUALIFIERS)}"
    place = _root(random, number)
    return f"-d’{place}" if place[0] in _VOWELS else f"-de-{place}"


def _one(random: Random, listed: str) -> str:
    return random.choice(_parts(listed))


@cache
def _parts(listed: str) -> list[str]:
    return listed.split()
