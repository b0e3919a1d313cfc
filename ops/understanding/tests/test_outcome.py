import pytest

from ops.understanding.outcome import Outcome, Understood
from ops.understanding.reading import Parse
from ops.understanding.serving_paths import ServingPaths
from ops.understanding.tests.builders import doubt, parse

RIGHT = "faq_account_a"


@pytest.mark.parametrize(
    ("made", "outcome"),
    [
        (parse(RIGHT), Outcome.RIGHT),
        (parse("faq_account_b"), Outcome.WRONG),
        (parse("goodbye"), Outcome.WRONG),
        (doubt(("faq_account_b", 0.2), (RIGHT, 0.19)), Outcome.SUGGESTED),
        (doubt(("faq_account_b", 0.2), (RIGHT, 0.04)), Outcome.LOST),
        (doubt(("faq_b", 0.2), ("faq_c", 0.2), ("faq_d", 0.2), (RIGHT, 0.2)), Outcome.LOST),
        (parse("out_of_scope_taxes", ("out_of_scope_taxes", 0.8), (RIGHT, 0.1)), Outcome.LOST),
    ],
)
def test_a_question_of_the_field_ends_in_one_of_four_ways(made: Parse, outcome: Outcome) -> None:
    assert Understood(made).outcome(RIGHT) is outcome


def test_what_has_no_title_is_not_a_button() -> None:
    made = doubt(("goodbye", 0.2), ("inform", 0.2), ("thank", 0.15), (RIGHT, 0.1))

    assert Understood(made).suggestions() == [RIGHT]


def test_two_intents_of_one_title_make_one_button() -> None:
    made = doubt(("invoice_status", 0.3), ("ask_invoice_status", 0.2), (RIGHT, 0.1))

    assert Understood(made).suggestions() == ["invoice_status", RIGHT]


@pytest.mark.parametrize(
    ("made", "direct", "asked"),
    [
        (parse("request_agent", ("request_agent", 0.96)), True, False),
        (parse("request_agent", ("request_agent", 0.75)), False, True),
        (doubt(("request_agent", 0.3), (RIGHT, 0.2)), False, True),
        (doubt(("request_agent", 0.1)), False, False),
        (doubt((RIGHT, 0.3), ("request_agent", 0.25)), False, False),
    ],
)
def test_a_doubtful_wish_is_confirmed_first(made: Parse, direct: bool, asked: bool) -> None:
    seen = Understood(made)

    assert (seen.hands_over, seen.asks_to_confirm) == (direct, asked)


def test_a_wish_for_an_agent_comes_before_the_bot() -> None:
    seen = Understood(parse(RIGHT), wish=True)

    assert seen.hands_over
    assert not seen.refused
    assert seen.outcome(RIGHT) is Outcome.WRONG


@pytest.mark.parametrize(
    ("made", "in_reach"),
    [
        (doubt((RIGHT, 0.3), ("request_agent", 0.25)), True),
        (parse("faq_support_human"), True),
        (doubt(("faq_support_human", 0.5)), False),
        (parse(RIGHT), False),
    ],
)
def test_an_agent_is_one_button_away(made: Parse, in_reach: bool) -> None:
    seen = Understood(made, offering=frozenset({"faq_support_human"}))

    assert (seen.agent_in_reach, seen.recognises_wish) == (in_reach, False)


def test_a_wish_that_the_bot_is_not_sure_of_is_not_recognised() -> None:
    assert not Understood(doubt(("request_agent", 0.34), (RIGHT, 0.1))).hands_over


def test_the_rank_ignores_the_threshold() -> None:
    made = Understood(doubt(("faq_account_b", 0.04), (RIGHT, 0.03)))

    assert made.rank(RIGHT) == 2
    assert made.rank("faq_account_c") is None


def test_an_entry_that_runs_the_same_diagnosis_serves_the_request() -> None:
    paths = ServingPaths(alike={"explain_return": frozenset({RIGHT})})

    assert Understood(parse(RIGHT)).is_served_as("explain_return", paths)
    assert not Understood(parse("faq_account_b")).is_served_as("explain_return", paths)
