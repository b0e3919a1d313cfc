"""The one clock. `CHORALE_CLOCK` freezes it, so that opening hours can be tested on any day."""

from datetime import UTC, datetime

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
