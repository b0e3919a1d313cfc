"""What is wrong in the way an engagement number was typed, and how its client writes it.

Sources: the guide for suppliers of the Haute-Garonne department (March 2020: capitals, no space,
nothing added, `CP2020/X123456/1`, `AP2020/1234`); numbers of the State are seen with ten digits.
Nothing is known of the other clients' formats: theirs is never judged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.domain.labelled import LabelledEnum
from api.domain.recipient_type import RecipientType

_MAX_LENGTH = 50
_HAUTE_GARONNE_SIREN = "223100017"


class TypingFault(LabelledEnum):
    """Labels complete « Le numéro d’engagement … »."""

    SPACES = "espaces", "contient des espaces"
    LOWER_CASE = "minuscules", "est en minuscules"
    ADDED_TEXT = "texte_ajoute", "porte un texte ajouté"
    ZERO_OR_O = "zero_ou_o", "confond la lettre O et le chiffre 0"
    SEPARATOR = "separateur", "n’a pas les barres « / » du format"
    TOO_LONG = "trop_long", f"dépasse {_MAX_LENGTH} caractères"
    OTHER_FORMAT = "autre_format", "n’a pas la forme attendue"


@dataclass(frozen=True, slots=True)
class EngagementFormat:
    """`shapes`: `9` is a digit, `A` a capital, `?` makes the character before it optional.

    `strict`: the client says so itself, rather than our having seen it so.
    """

    shapes: Sequence[str]
    example: str
    strict: bool


@dataclass(frozen=True, slots=True)
class ReadEngagement:
    """No fault: `corrected` is None. A fault without a sure correction: None as well."""

    faults: tuple[TypingFault, ...] = ()
    corrected: str | None = None


_HAUTE_GARONNE = EngagementFormat(
    ("CP9999/A999999?/99?", "AP9999/9999"), "CP2020/X123456/1", strict=True
)
_STATE = EngagementFormat(("9999999999",), "2412345673", strict=False)


def format_of(siret: str, recipient_type: RecipientType | None) -> EngagementFormat | None:
    """The format of this client's engagements, when we know one."""
    if siret.startswith(_HAUTE_GARONNE_SIREN):
        return _HAUTE_GARONNE
    return _STATE if recipient_type is RecipientType.STATE else None


def fits(value: str, expected: EngagementFormat) -> bool:
    return any(_exact(shape).fullmatch(value) for shape in expected.shapes)


def read_engagement(typed: str, expected: EngagementFormat | None) -> ReadEngagement:
    """How `typed` departs from the format; a blank text has no fault, it is missing."""
    if not typed.strip() or (expected is not None and fits(typed, expected)):
        return ReadEngagement()
    if expected is None:
        return _read_without_format(typed)
    return _repaired(typed, expected) or ReadEngagement((TypingFault.OTHER_FORMAT,))


def _read_without_format(typed: str) -> ReadEngagement:
    if len(typed) > _MAX_LENGTH:
        return ReadEngagement((TypingFault.TOO_LONG,))
    trimmed = typed.strip()
    return ReadEngagement((TypingFault.SPACES,), trimmed) if trimmed != typed else ReadEngagement()


def _repaired(typed: str, expected: EngagementFormat) -> ReadEngagement | None:
    for shape in expected.shapes:
        found = _loose(shape).search(typed[: 4 * _MAX_LENGTH])
        if found is not None:
            corrected = _written_as(shape, "".join(found[0].split()).upper())
            return ReadEngagement(_faults(typed, found, corrected), corrected)
    return None


def _faults(typed: str, found: re.Match[str], corrected: str) -> tuple[TypingFault, ...]:
    kept = found[0]
    compact = "".join(kept.split())
    outside = typed[: found.start()] + typed[found.end() :]
    capitals = compact.upper()
    signs = [
        (TypingFault.SPACES, kept != compact or (outside and not outside.strip())),
        (TypingFault.LOWER_CASE, compact != capitals),
        (TypingFault.ADDED_TEXT, outside.strip()),
        (TypingFault.ZERO_OR_O, any({a, b} == {"0", "O"} for a, b in zip(capitals, corrected))),  # noqa: B905
        (TypingFault.SEPARATOR, any(b == "/" != a for a, b in zip(capitals, corrected))),  # noqa: B905
    ]
    return tuple(fault for fault, present in signs if present)


def _written_as(shape: str, capitals: str) -> str:
    """The same characters, each as its place in `shape` wants it."""
    places = _places(shape, capitals)
    swap = {"9": {"O": "0"}, "A": {"0": "O"}}
    return "".join(
        "/" if place == "/" else swap.get(place, {}).get(char, char)
        for place, char in zip(places, capitals, strict=True)
    )


def _places(shape: str, text: str) -> str:
    """The shape without its `?`, with as many optional characters as `text` has."""
    groups = shape.split("/")
    parts = re.split(r"[-./\\_]", text)
    return "/".join(
        group.replace("?", "")[: len(part)] for group, part in zip(groups, parts, strict=True)
    )


_EXACT = {"9": "[0-9]", "A": "[A-Z]"}
_LOOSE = {"9": "[0-9Oo]", "A": "[A-Za-z0]", "/": r"[-./\\_]"}


@lru_cache
def _exact(shape: str) -> re.Pattern[str]:
    return re.compile("".join(_EXACT.get(sign, sign) for sign in shape))


@lru_cache
def _loose(shape: str) -> re.Pattern[str]:
    """The shape with spaces, small letters, O for 0, any bar; standing apart from other words."""
    parts = [r"(?<![A-Za-z0-9/])"]
    for index, sign in enumerate(shape):
        if sign == "?":
            continue
        optional = shape[index + 1 : index + 2] == "?"
        loose = _LOOSE.get(sign, f"[{sign}{sign.lower()}]")
        space = "" if index == 0 else r"\s*"
        parts.append(f"(?:{space}{loose})?" if optional else f"{space}{loose}")
    return re.compile("".join(parts) + r"(?!\s*[0-9/])(?![A-Za-z])")
