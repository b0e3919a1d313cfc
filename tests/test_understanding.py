"""No change makes the assistant understand less: one evaluation phrase in five, read for real.

The floors are a little under what `make eval` measured (docs/evaluation.md). When the measure
rises, raise them; never lower one without saying why in the commit.
"""

import pytest

from knowledge.evaluation_sets import PhraseSet, load_set
from knowledge.layout import Layout
from ops.training import ensure_model
from ops.understanding.reading import read
from ops.understanding.scores import Rate, Scores, score
from ops.understanding.serving_paths import serving_paths

STEP = 5
TOP_1, TOP_3, WRONG, LOST = 0.90, 0.96, 0.04, 0.05
FAR, NEAR, WISHES = 0.90, 0.75, 0.94


@pytest.fixture(scope="module")
def scores() -> Scores:
    layout = Layout()
    every = load_set(layout.evaluation, layout)
    sample = PhraseSet(
        every.in_scope[::STEP],
        every.out_of_scope[::STEP],
        every.portal[::STEP],
        every.hand_over,  # few, and the one thing that must not be missed
    )
    reading = read(ensure_model(), [written.text for written in sample.all()])
    return score(sample, reading, serving_paths())


def share(rate: Rate) -> float:
    assert rate.share is not None, "the sample is empty"
    return rate.share


def test_the_right_entry_comes_first(scores: Scores) -> None:
    assert share(scores.in_scope.top_1) >= TOP_1


def test_the_right_entry_is_among_the_first_three(scores: Scores) -> None:
    assert share(scores.in_scope.top_3) >= TOP_3


def test_a_wrong_answer_is_rare(scores: Scores) -> None:
    assert share(scores.in_scope.wrong) <= WRONG


def test_a_right_question_is_seldom_refused(scores: Scores) -> None:
    assert share(scores.in_scope.lost) <= LOST


@pytest.mark.parametrize(("distance", "floor"), [("far", FAR), ("near", NEAR)])
def test_a_question_of_others_is_refused(scores: Scores, distance: str, floor: float) -> None:
    assert share(scores.refused[distance]) >= floor


def test_a_wish_for_an_agent_is_seen(scores: Scores) -> None:
    assert share(scores.hand_over.recognised) >= WISHES


def test_nobody_is_sent_to_an_agent_by_a_question(scores: Scores) -> None:
    assert scores.hand_over.false_in_scope.hits == 0
    assert scores.hand_over.false_elsewhere.hits == 0
