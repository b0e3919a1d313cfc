"""References as people quote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.sollicitation_reference import read_reference
from api.domain.sollicitations import reference_of


@pytest.mark.parametrize(
    "said",
    [
        *("SOL-2026-000123", "sol-2026-000123", "sol 2026 123", "2026-123", "2026/123"),
        *(" SOL-2026-123 ", "SOL–2026–000123", "n° 2026-123", "ticket 2026-123", "#2026-123"),
        "sollicitation SOL-2026-000123",
    ],
)
def test_with_its_year(said: str) -> None:
    found = read_reference(said)

    assert found is not None
    assert (found.pattern, found.whole) == ("SOL-2026-000123", True)


@pytest.mark.parametrize("said", ["123", "0123", "000123", "n°123", "#123", "sollicitation 123"])
def test_without_its_year(said: str) -> None:
    found = read_reference(said)

    assert found is not None
    assert (found.pattern, found.whole) == ("SOL-____-000123", False)


@pytest.mark.parametrize(
    "said", ["", "SOL", "abc", "0", "SOL-2026-", "12a", "%", "SOL-2026-%", "-"]
)
def test_what_is_none(said: str) -> None:
    assert read_reference(said) is None


@given(st.integers(1900, 9999), st.integers(1, 999_999))
def test_a_whole_one_is_itself(year: int, number: int) -> None:
    found = read_reference(reference_of(year, number))

    assert found is not None
    assert found.pattern == reference_of(year, number)


@given(st.text())
def test_whatever_is_said_is_read(said: str) -> None:
    found = read_reference(said)

    assert found is None or found.pattern.startswith("SOL-")
