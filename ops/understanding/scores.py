"""Counts over a whole set of phrases."""

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.evaluation_sets import Distance, InScopePhrase, PhraseSet, Slice, Written
from knowledge.model import intent_of
from ops.understanding.calibration_error import calibration_error
from ops.understanding.outcome import Outcome, Understood
from ops.understanding.reading import Cost, Reading
from ops.understanding.serving_paths import ServingPaths

TYPICAL_LENGTH = range(80, 121)


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` among `of`."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class InScopeScores:
    """`top_1` and `top_3` ignore the thresholds; the others tell what users get."""

    top_1: Rate
    top_3: Rate
    right: Rate
    wrong: Rate
    suggested: Rate
    lost: Rate


@dataclass(frozen=True, slots=True)
class HandOverScores:
    """Wishes that were seen, `direct` being those that needed no confirmation.

    `in_reach` counts besides those answered with a button that leads to an agent. Then people
    sent to an agent, or asked whether they want one, by what is not a wish.
    """

    recognised: Rate
    direct: Rate
    in_reach: Rate
    false_in_scope: Rate
    false_elsewhere: Rate
    asked_in_scope: Rate


@dataclass(frozen=True, slots=True)
class ParseTimes:
    """Milliseconds; `typical` are those of phrases of about 100 characters."""

    p50: float
    p95: float
    typical_p50: float | None
    typical_p95: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    in_scope: InScopeScores
    by_slice: dict[str, InScopeScores]
    refused: dict[str, Rate]
    hand_over: HandOverScores
    portal: dict[str, Rate]
    calibration_error: float | None
    times: ParseTimes
    cost: Cost


def score(phrases: PhraseSet, reading: Reading, paths: ServingPaths) -> Scores:
    """Every rate of the page, over all the phrases of a set."""
    seen = understand(reading, paths)
    return Scores(
        score_in_scope(phrases.in_scope, seen),
        {
            kind.value: score_in_scope(
                [p for p in phrases.in_scope if p.phrase.slice is kind], seen
            )
            for kind in Slice
        },
        {distance.value: _refused(phrases, distance, seen) for distance in Distance},
        _hand_over(phrases, seen),
        _portal(phrases, seen, paths),
        _calibration_error(phrases, seen),
        _times(reading),
        reading.cost,
    )


def understand(reading: Reading, paths: ServingPaths) -> dict[str, Understood]:
    return {
        text: Understood(parse, paths.wish(text), paths.offering)
        for text, parse in reading.parses.items()
    }


def score_in_scope(
    phrases: Iterable[Written[InScopePhrase]], seen: Mapping[str, Understood]
) -> InScopeScores:
    cases = [(seen[written.text], intent_of(written.phrase.entry)) for written in phrases]
    ranks = [case.rank(expected) or len(seen) for case, expected in cases]
    outcomes = [case.outcome(expected) for case, expected in cases]

    def share(outcome: Outcome) -> Rate:
        return Rate(outcomes.count(outcome), len(outcomes))

    return InScopeScores(
        rate(rank == 1 for rank in ranks),
        rate(rank <= 3 for rank in ranks),
        share(Outcome.RIGHT), share(Outcome.WRONG), share(Outcome.SUGGESTED), share(Outcome.LOST),
    )  # fmt: skip


def rate(facts: Iterable[bool]) -> Rate:
    listed = list(facts)
    return Rate(sum(listed), len(listed))


def _refused(phrases: PhraseSet, distance: Distance, seen: Mapping[str, Understood]) -> Rate:
    kept = [written for written in phrases.out_of_scope if written.phrase.distance is distance]
    return rate(seen[written.text].refused for written in kept)


def _hand_over(phrases: PhraseSet, seen: Mapping[str, Understood]) -> HandOverScores:
    wishes = [seen[written.text] for written in phrases.hand_over]
    asked = [seen[written.text] for written in phrases.in_scope]
    others = [seen[written.text] for written in (*phrases.out_of_scope, *phrases.portal)]
    return HandOverScores(
        rate(wish.recognises_wish for wish in wishes),
        rate(wish.hands_over for wish in wishes),
        rate(wish.agent_in_reach for wish in wishes),
        rate(case.hands_over for case in asked),
        rate(case.hands_over for case in others),
        rate(case.asks_to_confirm for case in asked),
    )


def _portal(
    phrases: PhraseSet, seen: Mapping[str, Understood], paths: ServingPaths
) -> dict[str, Rate]:
    return {
        intent: rate(
            seen[written.text].is_served_as(intent, paths)
            for written in phrases.portal
            if written.phrase.intent == intent
        )
        for intent in sorted({written.phrase.intent for written in phrases.portal})
    }


def _calibration_error(phrases: PhraseSet, seen: Mapping[str, Understood]) -> float | None:
    guesses = ((seen[asked.text].parse.ranking, asked) for asked in phrases.in_scope)
    return calibration_error(
        (ranking[0][1], ranking[0][0] == intent_of(asked.phrase.entry))
        for ranking, asked in guesses
        if ranking
    )


def _times(reading: Reading) -> ParseTimes:
    every = [parse.milliseconds for parse in reading.parses.values()]
    typical = [
        parse.milliseconds for text, parse in reading.parses.items() if len(text) in TYPICAL_LENGTH
    ]
    return ParseTimes(*_percentiles(every), *(_percentiles(typical) if typical else (None, None)))


def _percentiles(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[max(0, int(len(ordered) * 0.95) - 1)]
