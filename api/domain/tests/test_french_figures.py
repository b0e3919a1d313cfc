from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from api.domain.french_figures import days, euros, moment


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (0, "0,00\u00a0€"),
        (5, "0,05\u00a0€"),
        (150750, "1\u202f507,50\u00a0€"),
        (-4000, "-40,00\u00a0€"),
        (123456789012, "1\u202f234\u202f567\u202f890,12\u00a0€"),
    ],
)
def test_amounts_are_written_in_french(cents: int, expected: str) -> None:
    assert euros(cents) == expected


def test_another_currency_keeps_its_code() -> None:
    assert euros(100, "XPF") == "1,00\u00a0XPF"


@pytest.mark.parametrize(("number", "expected"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours")])
def test_plurals_begin_at_two(number: int, expected: str) -> None:
    assert days(number) == expected


def test_a_moment_is_told_at_the_local_hour() -> None:
    at = datetime(2026, 7, 1, 22, 5, tzinfo=UTC)

    assert moment(at, ZoneInfo("Europe/Paris")) == "02/07/2026 à 0 h 05"
