"""Waits for a fact of another process, with a deadline that fails the test."""

import threading
import time
from collections.abc import Callable

_PAUSE = threading.Event()


def until[T](fact: Callable[[], T | None], seconds: float = 15) -> T:
    """The first truthy value of `fact`; AssertionError when time is out."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = fact()
        if value:
            return value
        _PAUSE.wait(0.05)
    raise AssertionError(f"not true within {seconds} s")
