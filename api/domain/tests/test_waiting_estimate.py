from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.waiting_estimate import (
    FEWEST_EXCHANGES,
    LONGEST_SAID,
    SOON,
    Estimate,
    Places,
    Wait,
    estimate,
    wait_of,
)

TEN_MINUTES = [timedelta(minutes=10)] * FEWEST_EXCHANGES
LENGTHS = st.lists(st.timedeltas(timedelta(0), timedelta(hours=5)), max_size=30)
PLACES = st.builds(Places, free=st.integers(0, 20), busy=st.integers(0, 20))


def test_a_free_place_ahead_is_soon() -> None:
    assert estimate(2, Places(free=2, busy=5), []) == Estimate(0, SOON)


def test_beyond_the_free_places_too_few_exchanges_tell_nothing() -> None:
    assert estimate(3, Places(free=2, busy=5), TEN_MINUTES[:-1]) is None


def test_nobody_there_tells_nothing() -> None:
    assert estimate(1, Places(free=0, busy=0), TEN_MINUTES) is None


def test_one_agent_of_one_place_serves_one_after_the_other() -> None:
    places = Places(free=0, busy=1)

    assert estimate(1, places, TEN_MINUTES) == Estimate(10, 10)
    assert estimate(3, places, TEN_MINUTES) == Estimate(30, 30)


def test_more_places_shorten_the_wait() -> None:
    assert estimate(4, Places(free=0, busy=4), TEN_MINUTES) == Estimate(10, 10)


def test_the_middle_half_of_recent_exchanges_makes_the_range() -> None:
    lengths = [timedelta(minutes=minutes) for minutes in (1, 5, 10, 20, 300)]

    assert estimate(1, Places(free=0, busy=1), lengths) == Estimate(5, 20)


@given(position=st.integers(1, 60), places=PLACES, lengths=LENGTHS)
def test_what_is_said_is_a_range_of_whole_minutes(
    position: int, places: Places, lengths: list[timedelta]
) -> None:
    said = estimate(position, places, lengths)

    if said is not None and not said.soon:
        assert 1 <= said.low <= said.high <= LONGEST_SAID


@given(position=st.integers(1, 60), places=PLACES, lengths=LENGTHS)
def test_who_comes_later_never_waits_less(
    position: int, places: Places, lengths: list[timedelta]
) -> None:
    first, second = estimate(position, places, lengths), estimate(position + 1, places, lengths)

    if first is not None and second is not None:
        assert (first.low, first.high) <= (second.low, second.high)


@given(position=st.integers(1, 60), places=PLACES, lengths=LENGTHS)
def test_same_code_is_said_in_the_same_words(
    position: int, places: Places, lengths: list[timedelta]
) -> None:
    one = wait_of(position, places, lengths)
    other = wait_of(position + 1, places, lengths)

    assert (one.code == other.code) == (one == other)
    assert len(one.code) <= 16


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (Wait(False, None), "Aucun agent n’est connecté pour l’instant."),
        (Wait(True, None), "Le temps d’attente n’est pas connu pour l’instant."),
        (Wait(True, Estimate(0, 2)), "Un agent va vous répondre."),
        (Wait(True, Estimate(1, 1)), "Attente estimée : environ 1 minute."),
        (Wait(True, Estimate(5, 15)), "Attente estimée : entre 5 et 15 minutes."),
        (Wait(True, Estimate(40, 120)), "Attente estimée : au moins 40 minutes."),
        (Wait(True, Estimate(120, 120)), "Attente estimée : plus de deux heures."),
    ],
)
def test_wait_is_said_in_french(wait: Wait, words: str) -> None:
    assert wait.sentence() == words
