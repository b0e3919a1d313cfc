"""Open streams, ended as soon as the process is asked to stop.

A server waits for its open responses before it stops: without this, one reader on a stream
would hold it for ever.
"""

import asyncio
import random
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from api.core.bus import Bus, Subscription


def head_start(period: float) -> float:
    """A part of its first period that a stream skips, in seconds, drawn by chance.

    All those of a server that came back are opened together: without it they would also read
    their tables together, period after period, and a message would wait for all of them.
    """
    return period * random.random()  # noqa: S311 - spreads work, hides nothing


class LiveStreams:
    """Readers loop `while not stopping` and wait on a subscription opened by `follow`."""

    def __init__(self) -> None:
        self.stopping = False
        # Long readings take turns: many due together would leave no connection to the messages.
        self.long_reading = asyncio.Lock()
        self._waiting: set[Subscription] = set()

    @contextmanager
    def follow(
        self, bus: Bus, topic: str, alarm: asyncio.Event | None = None
    ) -> Generator[Subscription]:
        """A subscription that is also woken when the process stops."""
        with bus.subscribe(topic, alarm) as news:
            self._waiting.add(news)
            try:
                yield news
            finally:
                self._waiting.discard(news)

    def stop(self) -> None:
        self.stopping = True
        for news in tuple(self._waiting):
            news.wake()

    @contextmanager
    def stopped_by_signals(self) -> Generator[None]:
        """Stop on SIGINT and SIGTERM, before the handler that the server installed.

        Python lets the main thread alone set handlers: elsewhere streams end with the application.
        """
        if threading.current_thread() is not threading.main_thread():
            try:
                yield
            finally:
                self.stop()
            return
        loop = asyncio.get_running_loop()
        previous = {number: signal.getsignal(number) for number in _SIGNALS}
        for number, handler in previous.items():
            self._chain(loop, number, handler)
        try:
            yield
        finally:
            self.stop()
            for number, handler in previous.items():
                if _is_servers(handler):
                    signal.signal(number, handler)

    def _chain(self, loop: asyncio.AbstractEventLoop, number: signal.Signals, handler: Any) -> None:
        # Only a server's own handler is preceded: the default ones already end the process.
        if not _is_servers(handler):
            return

        def stop_first(received: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.stop)
            handler(received, frame)

        signal.signal(number, stop_first)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def _is_servers(handler: Any) -> bool:
    return callable(handler) and handler not in (
        signal.SIG_DFL,
        signal.SIG_IGN,
        signal.default_int_handler,
    )
