"""Structures that a name may mean: those of the directory, else those one deals with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from actions.french_words import fold
from actions.portal_client import PortalClient
from actions.portal_models import Party

_LIKENESS = 80
_MIN_WORD = 4
_DASH = " – "


@dataclass(frozen=True, slots=True)
class Meant:
    """`name` is that of all of them: budgets of one body share what comes before the dash."""

    name: str
    sirets: Sequence[str]


async def meant_by(portal: PortalClient, said: str, known: Iterable[Party]) -> Meant | None:
    """None when neither the directory nor the `known` parties have such a name.

    A public client finds its private suppliers among the latter only. They come first where the
    directory has more such names than it shows: those shown would be any of them.
    """
    found = await portal.structures(said)
    near = [party for party in known if is_like(said, party.name)]
    parties = near if near and found.count > len(found.items) else found.items or near
    if not parties:
        return None
    return Meant(_shared_name(parties, said), sorted({party.siret for party in parties}))


def is_like(said: str, name: str) -> bool:
    """Whether each word that was said, articles aside, is one of the name, typos included."""
    words = [word for word in fold(said).split() if len(word) >= _MIN_WORD or word.isdigit()]
    others = fold(name).split()
    return bool(words) and all(_is_among(word, others) for word in words)


def _is_among(word: str, others: Sequence[str]) -> bool:
    """Numbers are never near: the department 33 is not the 31."""
    if word.isdigit():
        return word in others
    return any(fuzz.ratio(word, other) >= _LIKENESS for other in others)


def _shared_name(parties: Sequence[Party], said: str) -> str:
    if len({party.siret for party in parties}) == 1:
        return parties[0].name
    bodies = {party.name.partition(_DASH)[0] for party in parties}
    return bodies.pop() if len(bodies) == 1 else said
