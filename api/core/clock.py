"""The one clock. `CHORALE_CLOCK` freezes it, so that opening hours can be tested on any day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from api.core.settings import get_settings


def now() -> datetime:
    """The current instant, aware, in UTC; the frozen one when `CHORALE_CLOCK` is set."""
    frozen = get_settings().clock
    if frozen is None:
        return datetime.now(UTC)
    return frozen.astimezone(UTC) if frozen.tzinfo else frozen.replace(tzinfo=UTC)


def real_now() -> datetime:
    """The current instant, aware, in UTC, for leases, sessions and locks: never frozen."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """The same instant as the clocks of the `timezone` setting show it."""
    return at.astimezone(ZoneInfo(get_settings().timezone))


def today() -> date:
    """The day that it is there, by `now`."""
    return local(now()).date()
