"""Rules of the variants of an entry: each reader finds one answer, and it is worth choosing."""

from collections.abc import Iterator
from itertools import product

from knowledge.answer_rules import answer_findings
from knowledge.model import TELLABLE, Audience, Entry, Profile, Variant
from knowledge.normalise import normalise
from knowledge.problems import Problem

type _Reader = tuple[Audience, Profile]


def check_variants(entry: Entry) -> Iterator[Problem]:
    taken: dict[_Reader, int] = {}
    for index, variant in enumerate(entry.variants):
        yield from _check_readers(entry, index)
        yield from _check_overlap(entry, index, taken)
        yield from _check_answer(entry, index)
        for reader in _readers(variant):
            taken.setdefault(reader, index)


def _check_readers(entry: Entry, index: int) -> Iterator[Problem]:
    """The audiences and profiles named are there once, and can be told of a reader."""
    variant, place = entry.variants[index], entry.place
    if not variant.audience and not variant.profile:
        message = "une variante nomme « audience » ou « profile » ; pour tous, c’est le corps."
        yield place.error("variant_for_everyone", message, "variants", index)
    for position, audience in enumerate(variant.audience):
        if audience not in TELLABLE:
            known = _named(TELLABLE)
            message = f"rien ne dit qu’un lecteur est « {audience} » ; se reconnaissent : {known}."
            key = ("variants", index, "audience", position)
            yield place.error("variant_unreachable", message, *key)
    for name, values in (("audience", variant.audience), ("profile", variant.profile)):
        for position, value in enumerate(values):
            if value in values[:position]:
                message = f"« {value} » est nommé deux fois."
                key = ("variants", index, name, position)
                yield place.error("variant_repeated", message, *key)


def _check_overlap(entry: Entry, index: int, taken: dict[_Reader, int]) -> Iterator[Problem]:
    for reader in _readers(entry.variants[index]):
        if reader in taken:
            line = entry.place.line(("variants", taken[reader]))
            message = f"{_named(reader)} : la variante de la ligne {line} répond déjà."
            yield entry.place.error("variant_overlap", message, "variants", index)
            return


def _check_answer(entry: Entry, index: int) -> Iterator[Problem]:
    variant, key = entry.variants[index], ("variants", index, "answer")
    for found in answer_findings(variant.content):
        yield Problem(
            entry.place.path, entry.place.line(key), found.code, found.message, found.severity
        )
    others = (entry.text, *(other.text for other in entry.variants[:index]))
    if variant.content and normalise(variant.text) in map(normalise, others):
        message = "cette variante dit la même chose qu’une autre réponse de la fiche."
        yield entry.place.error("variant_same_answer", message, *key)


def _readers(variant: Variant) -> Iterator[_Reader]:
    """Every kind of reader that the variant answers."""
    return product(variant.audience or TELLABLE, variant.profile or tuple(Profile))


def _named(values: tuple[str, ...]) -> str:
    return ", ".join(f"« {value} »" for value in values)
