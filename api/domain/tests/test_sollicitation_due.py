"""Working days of the due date."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from api.domain.sollicitation_due import after_working_days

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("begun", "days", "due"),
    [
        ("2026-11-24T10:00", 5, "2026-12-01T10:00"),
        ("2026-11-24T10:00", 0, "2026-11-24T10:00"),
        ("2026-11-28T10:00", 1, "2026-11-30T10:00"),  # a Saturday
        ("2026-12-24T17:00", 1, "2026-12-28T17:00"),  # Christmas is a Friday
        ("2026-04-30T09:00", 2, "2026-05-05T09:00"),  # the first of May, then a week-end
        ("2026-10-23T09:00", 1, "2026-10-26T09:00"),  # the clocks change in between
    ],
)
def test_days_off_do_not_count(begun: str, days: int, due: str) -> None:
    at = datetime.fromisoformat(begun).replace(tzinfo=PARIS)

    assert after_working_days(at, days) == datetime.fromisoformat(due).replace(tzinfo=PARIS)
