from datetime import UTC, datetime
from decimal import Decimal

import pytest

from actions import french_format as french
from actions.structures.siret import has_valid_key
from actions.turn import payload


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("507.00", "EUR", "507,00 €"),
        ("1234567.5", "EUR", "1 234 567,50 €"),
        ("-62.79", "EUR", "-62,79 €"),
        ("10", "XPF", "10,00 XPF"),
    ],
)
def test_amounts(value: str, currency: str, expected: str) -> None:
    assert french.amount(Decimal(value), currency) == expected


def test_dates_are_those_of_paris() -> None:
    late = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)

    assert french.day(late) == "01/07/2026"
    assert french.moment(late) == "01/07/2026 à 0 h 05"


def test_a_date_without_zone_is_already_local() -> None:
    assert french.day(datetime(2017, 5, 26)) == "26/05/2017"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("given", "shown"), [("22310001700423", "223 100 017 00423"), ("12345", "12345"), ("", "")]
)
def test_a_siret_is_shown_in_groups(given: str, shown: str) -> None:
    assert french.siret(given) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 facture"), (1, "1 facture"), (2, "2 factures")]
)
def test_plurals_begin_at_two(number: int, shown: str) -> None:
    assert french.count(number, "facture", "factures") == shown


@pytest.mark.parametrize(
    ("siret", "valid"),
    [
        ("22310001700423", True),
        ("25310197600020", True),
        ("22310001700424", False),
        ("00000000108396", False),
        ("35600000049837", True),  # La Poste: the plain sum is a multiple of 5
        ("35600000049838", False),
        ("35600000000048", True),  # its head office, by the common rule
    ],
)
def test_the_check_digit_of_a_siret(siret: str, valid: bool) -> None:
    assert has_valid_key(siret) is valid


def test_a_payload_leaves_accents_and_drops_what_is_empty() -> None:
    assert payload("inform", {"a": "é", "b": None}) == '/inform{"a":"é"}'
    assert payload("greet", {"a": None}) == "/greet"
