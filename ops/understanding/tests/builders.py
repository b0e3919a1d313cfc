"""Phrases and what a model made of them."""

from typing import Any

from knowledge.evaluation_sets import (
    Distance,
    HandOverPhrase,
    InScopePhrase,
    OutOfScopePhrase,
    PhraseSet,
    PortalPhrase,
    Slice,
    Written,
)
from knowledge.place import Place
from ops.understanding.reading import Cost, Parse, Reading

COST = Cost(bytes=46_600_000, load_seconds=8.0, resident_bytes=620_000_000)


def parse(intent: str, *ranking: tuple[str, float], milliseconds: float = 10.0) -> Parse:
    """The ranking is that of a sure model, unless it is given."""
    ranking = ranking or ((intent, 0.9),)
    return Parse(intent, ranking[0][1], ranking, milliseconds)


def doubt(*ranking: tuple[str, float]) -> Parse:
    return Parse("nlu_fallback", 0.3, ranking, 10.0)


def reading(parses: dict[str, Parse]) -> Reading:
    return Reading(COST, parses)


def in_scope(text: str, entry: str = "account/a", kind: Slice = Slice.PLAIN) -> Any:
    return written(InScopePhrase(text=text, entry=entry, slice=kind))


def out_of_scope(text: str, distance: Distance = Distance.FAR) -> Any:
    return written(OutOfScopePhrase(text=text, distance=distance))


def portal(text: str, intent: str) -> Any:
    return written(PortalPhrase(text=text, intent=intent))


def hand_over(text: str) -> Any:
    return written(HandOverPhrase(text=text))


def written(phrase: HandOverPhrase) -> Written[Any]:
    return Written(phrase, Place("a.yml", {}), 0)


def phrases(**parts: list[Any]) -> PhraseSet:
    kinds = ("in_scope", "out_of_scope", "portal", "hand_over")
    return PhraseSet(*(tuple(parts.get(kind, ())) for kind in kinds))
