"""Waits for any of several topics of the bus at once."""

import asyncio
import contextlib
import time
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
        # One for all topics: a wait costs the same for one of them and for five hundred.
        self._alarm = asyncio.Event()
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
            news = stack.enter_context(self._streams.follow(self._bus, topic, self._alarm))
            self._followed[topic] = (news, stack)
        return bool(new)

    def take_notes(self) -> list[tuple[str, str]]:
        """(topic, note): what was said in passing since they were last taken."""
        return [
            (topic, note)
            for topic, (subscription, _) in self._followed.items()
            for note in subscription.take_notes()
        ]

    @property
    def moved(self) -> bool:
        """Whether `take_moved` would tell of any topic."""
        return any(subscription.moved for subscription, _ in self._followed.values())

    def take_moved(self) -> set[str]:
        """The topics in which there may be something to read since this was last asked."""
        followed = self._followed.items()
        return {topic for topic, (subscription, _) in followed if subscription.take_moved()}

    async def until_moved(self, seconds: float) -> None:
        """Wait, through what is only said in passing, or until time is out."""
        until = time.monotonic() + seconds
        while not self.moved and (left := until - time.monotonic()) > 0:
            await self.wait(left)
            self.take_notes()

    async def wait(self, seconds: float) -> None:
        """Return at the first publication on a followed topic, or when time is out."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._alarm.wait(), seconds)
        self._alarm.clear()
