"""One line of the directory, and the words by which it is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.domain.directory_search.kinds import implied_kinds, is_kind, name_kinds
from api.domain.directory_search.reading import department_of, name_words

_CORSICA = "20"
_SOUTHERN_CORSICA = ("200", "201")
_OVERSEAS = ("97", "98")


@dataclass(frozen=True, slots=True)
class Entry:
    """`names`: the official one first, then the others; `key`: what the caller calls it by."""

    key: int
    siret: str
    names: Sequence[str]
    town: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`names`: the words of each, kinds of body as codes; `others`: what also tells of it."""

    names: Sequence[Sequence[str]]
    others: Sequence[str]


def words_of(entry: Entry) -> EntryWords:
    plain = [name_words(name) for name in entry.names]
    names = [list(name_kinds(name)) for name in plain]
    others = {word for name in plain for word in name}
    others.update(code for name in names for word in name for code in _implied(word))
    others.update(name_words(entry.town))
    others.update(_place_numbers(entry, plain[0]))
    others.difference_update(*names)
    return EntryWords(names, sorted(others))


def _implied(word: str) -> Sequence[str]:
    return implied_kinds(word) if is_kind(word) else ()


def _place_numbers(entry: Entry, name: Sequence[str]) -> Sequence[str]:
    """« 31700 » and « 31 »; without a postcode, the department that the name holds."""
    code = entry.postcode
    if not code or code.startswith(_CORSICA):
        number = department_of(name) or _corsican(code)
        return [word for word in (code, number) if word]
    return [code, code[:3] if code.startswith(_OVERSEAS) else code[:2]]


def _corsican(postcode: str) -> str:
    """The two departments share the digits 20: those of the south begin with 200 or 201."""
    if not postcode:
        return ""
    return "2a" if postcode.startswith(_SOUTHERN_CORSICA) else "2b"
