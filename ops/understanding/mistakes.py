"""Phrases that go wrong, for the eyes of whoever tunes: on the calibration set, never the other."""

from collections.abc import Iterator, Mapping

from knowledge.evaluation_sets import PhraseSet
from knowledge.model import intent_of
from ops.understanding.outcome import Outcome, Understood
from ops.understanding.serving_paths import ServingPaths


def mistakes(
    phrases: PhraseSet, seen: Mapping[str, Understood], paths: ServingPaths
) -> Iterator[str]:
    """One line each: what was got (and how surely), what was expected, the text."""
    for asked in phrases.in_scope:
        expected, case = intent_of(asked.phrase.entry), seen[asked.text]
        outcome = case.outcome(expected)
        if outcome is not Outcome.RIGHT:
            rank = case.rank(expected) or "—"
            yield _line(f"{outcome.label}, rang {rank}", case, expected, asked.text)
    for request in phrases.portal:
        case = seen[request.text]
        if not case.is_served_as(request.phrase.intent, paths):
            yield _line("demande manquée", case, request.phrase.intent, request.text)
    for foreign in phrases.out_of_scope:
        if not seen[foreign.text].refused:
            label = f"hors sujet ({foreign.phrase.distance.value}) accepté"
            yield _line(label, seen[foreign.text], "—", foreign.text)
    for wish in phrases.hand_over:
        if not seen[wish.text].recognises_wish:
            yield _line("souhait manqué", seen[wish.text], "—", wish.text)


def _line(label: str, case: Understood, expected: str, text: str) -> str:
    name, confidence = case.parse.ranking[0] if case.parse.ranking else (case.parse.intent, 0.0)
    return f"{label} : {name} ({confidence:.2f}), attendu {expected} : « {text} »"
