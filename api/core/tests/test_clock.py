"""One clock, and the day that it is where its users are."""

from datetime import UTC, date, datetime

import pytest

from api.core import clock
from api.core.settings import get_settings


@pytest.fixture
def late_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Midnight has passed in Paris, and not in Greenwich."""
    monkeypatch.setenv("CHORALE_CLOCK", "2026-07-14T22:30:00+00:00")
    get_settings.cache_clear()


@pytest.mark.usefixtures("late_evening")
def test_today_is_the_day_of_the_timezone() -> None:
    assert clock.today() == date(2026, 7, 15)


def test_a_local_time_is_the_same_instant() -> None:
    at = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)

    assert clock.local(at) == at


@pytest.mark.parametrize(("month", "hour"), [(1, 13), (7, 14)])
def test_a_local_time_follows_the_summer(month: int, hour: int) -> None:
    assert clock.local(datetime(2026, month, 1, 12, tzinfo=UTC)).hour == hour
