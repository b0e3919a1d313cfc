"""Waits for any of several topics of the bus at once."""

import asyncio
from collections.abc import Iterable
from contextlib import ExitStack

from api.core.bus import Bus, Subscription
from api.core.live_streams import LiveStreams


class Watch:
    """Topics may be added on the way; those no longer followed are let go.

    Loop `while not watch.stopping`: a stop of the process wakes those who wait.
    """

    def __init__(self, bus: Bus, streams: LiveStreams) -> None:
        self._bus = bus
        self._streams = streams
        self._followed: dict[str, tuple[Subscription, ExitStack]] = {}

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self.follow(())

    @property
    def stopping(self) -> bool:
        return self._streams.stopping

    def follow(self, topics: Iterable[str]) -> bool:
        """Follow exactly these. True if some are new: what they tell may have just changed."""
        wanted = set(topics)
        for topic in self._followed.keys() - wanted:
            self._followed.pop(topic)[1].close()
        new = wanted - self._followed.keys()
        for topic in new:
            stack = ExitStack()
            news = stack.enter_context(self._streams.follow(self._bus, topic))
            self._followed[topic] = (news, stack)
        return bool(new)

    async def wait(self, seconds: float) -> None:
        """Return at the first publication on a followed topic, or when time is out."""
        waits = [
            asyncio.create_task(subscription.wait(seconds))
            for subscription, _ in self._followed.values()
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # One cut short has taken nothing: its publication is there at the next wait.
            for wait in waits:
                wait.cancel()
