"""Closed questions: what may be answered, and which of them a typed answer means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from actions.french_words import fold
from actions.portal_client import PortalClient
from actions.portal_models import Labelled, Party
from actions.portal_sollicitations import Category
from actions.reply import Button, button

_LIKENESS = 80
# Two labels that fit about as well: asking again is better than guessing.
_CLEAR_LEAD = 3
# Below, a word is found by chance inside a label.
_MIN_TYPED = 4
_VALIDATED = "VALIDEE"


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str


def options_of(items: Iterable[Labelled]) -> list[Option]:
    return [Option(item.code, item.label) for item in items]


def choose(answer: str, options: Sequence[Option]) -> Option | None:
    """The option meant by a code, a rank (« 2 ») or a label, small typos included."""
    exact = next((option for option in options if option.code.upper() == answer.upper()), None)
    if exact:
        return exact
    typed = fold(answer)
    if typed.isdecimal() and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1]
    labels = [fold(option.label) for option in options]
    if typed in labels:
        return options[labels.index(typed)]
    return _closest(typed, labels, options) if len(typed) >= _MIN_TYPED else None


def _closest(typed: str, labels: list[str], options: Sequence[Option]) -> Option | None:
    found = process.extract(typed, labels, scorer=fuzz.WRatio, limit=2, score_cutoff=_LIKENESS)
    if not found or (len(found) > 1 and found[0][1] - found[1][1] < _CLEAR_LEAD):
        return None
    return options[found[0][2]]


def option_buttons(slot: str, options: Iterable[Option]) -> list[Button]:
    return [button(option.label, "inform", **{slot: option.code}) for option in options]


async def categories(portal: PortalClient) -> list[Category]:
    return await portal.categories()


def category_of(code: str | None, known: Iterable[Category]) -> Category | None:
    return next((category for category in known if category.code == code), None)


async def own_structures(portal: PortalClient) -> list[Option]:
    """Those to which the user's attachment is validated: the others give no right."""
    structures = (await portal.me()).structures
    return [Option(item.siret, item.name) for item in structures if _gives_rights(item)]


def _gives_rights(structure: Party) -> bool:
    attachment = structure.data().get("attachment") or {}
    return attachment.get("code", _VALIDATED) == _VALIDATED
