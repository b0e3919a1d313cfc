"""How long to wait before trying again what has failed."""

# No growth beyond: 2.0 ** 1024 would not be a number any more.
_DOUBLINGS = 40


def retry_delay(attempts: int, jitter: float, *, first: float, longest: float) -> float:
    """Seconds to wait after `attempts` failures (from 1): doubled each time, up to `longest`.

    `jitter`, from 0 to 1, takes up to half away, so that what failed together is not tried
    again together.
    """
    doubled = first * 2.0 ** min(max(attempts, 1) - 1, _DOUBLINGS)
    return min(longest, doubled) * (1 - jitter / 2)
