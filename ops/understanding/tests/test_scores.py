import pytest

from knowledge.evaluation_sets import Distance, Slice
from knowledge.model import Theme
from ops.understanding.scores import Rate, Scores, score
from ops.understanding.serving_paths import ServingPaths
from ops.understanding.tests.builders import (
    doubt,
    hand_over,
    in_scope,
    out_of_scope,
    parse,
    phrases,
    portal,
    reading,
)

A, B = "faq_account_a", "faq_account_b"
SET = phrases(
    in_scope=[
        in_scope("right"),
        in_scope("wrong", kind=Slice.SMS),
        in_scope("suggested", kind=Slice.SMS),
        in_scope("lost"),
        in_scope("handed"),
    ],
    out_of_scope=[out_of_scope("far"), out_of_scope("near", Distance.NEAR)],
    portal=[portal("mine", "list_invoices"), portal("its status", "ask_invoice_status")],
    hand_over=[hand_over("an agent"), hand_over("a human"), hand_over("somebody")],
)
READING = reading(
    {
        "right": parse(A, milliseconds=30),
        "wrong": parse(B, (B, 0.6), (A, 0.3)),
        "suggested": doubt((A, 0.2), (B, 0.2)),
        "lost": doubt((B, 0.05), ("faq_c", 0.04), ("faq_d", 0.03), (A, 0.02)),
        "handed": parse("request_agent", ("request_agent", 0.97), (A, 0.02)),
        "far": doubt((A, 0.1)),
        "near": parse(A),
        "mine": parse("list_invoices"),
        "its status": parse("invoice_status"),
        "an agent": doubt((A, 0.1)),
        "a human": parse("request_agent", ("request_agent", 0.97)),
        "somebody": parse(A),
    }
)


@pytest.fixture
def scores() -> Scores:
    return score(SET, READING, ServingPaths(lambda text: text == "an agent"))


def test_ranks_ignore_what_is_answered(scores: Scores) -> None:
    assert scores.in_scope.top_1 == Rate(2, 5)
    assert scores.in_scope.top_3 == Rate(4, 5)


def test_the_four_outcomes_share_the_phrases(scores: Scores) -> None:
    part = scores.in_scope

    found = [rate.hits for rate in (part.right, part.wrong, part.suggested, part.lost)]

    assert found == [1, 2, 1, 1]


def test_a_slice_counts_its_own_phrases(scores: Scores) -> None:
    assert scores.by_slice["sms"].wrong == Rate(1, 2)
    assert scores.by_slice["long"].top_1 == Rate(0, 0)
    assert scores.by_slice["long"].top_1.share is None


def test_what_is_far_and_what_is_near_are_apart(scores: Scores) -> None:
    assert scores.refused == {"far": Rate(1, 1), "near": Rate(0, 1)}


def test_a_wish_is_seen_by_the_api_or_by_the_bot(scores: Scores) -> None:
    assert scores.hand_over.recognised == Rate(2, 3)


def test_a_hand_over_that_nobody_wanted_is_counted_apart(scores: Scores) -> None:
    assert scores.hand_over.false_in_scope == Rate(1, 5)
    assert scores.hand_over.false_elsewhere == Rate(0, 4)


def test_a_request_of_the_portal_wants_its_own_intent(scores: Scores) -> None:
    assert scores.portal == {"ask_invoice_status": Rate(0, 1), "list_invoices": Rate(1, 1)}


def test_times_are_those_of_all_phrases(scores: Scores) -> None:
    assert (scores.times.p50, scores.times.p95) == (10, 10)
    assert scores.times.typical_p50 is None


def test_times_of_ordinary_lengths_are_apart() -> None:
    usual = "a" * 100
    text = phrases(in_scope=[in_scope(usual), in_scope("short")])
    made = reading({usual: parse(A, milliseconds=40), "short": parse(A, milliseconds=10)})

    times = score(text, made, ServingPaths()).times

    assert (times.p50, times.typical_p50) == (25, 40)


def test_every_theme_keeps_its_name_in_the_intent() -> None:
    for theme in Theme:
        text = phrases(in_scope=[in_scope("q", f"{theme.value}/an-entry")])
        intent = f"faq_{theme.value.replace('-', '_')}_an_entry"
        assert score(text, reading({"q": parse(intent)}), ServingPaths()).in_scope.right.hits
