"""Events read as they come: a long poll in JSON, or server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository, log
from api.chat.errors import ConversationNotFoundError
from api.chat.log import Event
from api.chat.publication import conversation_topic
from api.chat.typing_note import typing_frame
from api.core.bus import Bus, Subscription
from api.core.db import Database
from api.core.live_streams import LiveStreams, head_start
from api.core.to_the_end import to_the_end
from api.domain.chat_event import Sender

# Seconds; covers a notification that may be lost. Where none is, a stream reads at its heartbeat.
_POLL = 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """Events after the one asked, and the number of the last one there is."""

    events: list[Event]
    last_seq: int


type Check = Callable[[AsyncSession], Awaitable[None]]


class Reader:
    """Reads one conversation; no database session is held between two reads.

    `check` is called at each reading: rights may be lost on the way, which ends a stream (it
    raises `ConversationNotFoundError`). `writer` is the other side, whose typing is told.
    """

    def __init__(
        self,
        app: FastAPI,
        conversation_id: str,
        check: Check | None = None,
        writer: Sender = Sender.AGENT,
    ) -> None:
        self._database: Database = app.state.database
        self._bus: Bus = app.state.bus
        self._streams: LiveStreams = app.state.live_streams
        self._heartbeat: float = app.state.settings.heartbeat
        self._pace = _POLL if self._bus.lossy else self._heartbeat
        self._id = conversation_id
        self._check = check
        self._writer = writer

    async def check(self) -> None:
        """To be called before a stream is begun: a refusal cannot be told in its middle."""
        async with self._database.new_read_session.begin() as session:
            if self._check is not None:
                await self._check(session)

    async def page(self, after: int, wait: float) -> Page:
        """What is new after `after`, waiting up to `wait` seconds for something to be."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        # Subscribed before the first read: nothing can fall in between.
        with self._streams.follow(self._bus, conversation_topic(self._id)) as news:
            while True:
                page = await self._read(after)
                left = until - loop.time()
                if page.events or left <= 0 or self._streams.stopping:
                    return page
                await news.wait(min(left, _POLL))

    async def server_sent(self, after: int) -> AsyncGenerator[str]:
        """The log from `after` on, live, with comments as heartbeat; ends at erasure or stop."""
        loop = asyncio.get_running_loop()
        with self._streams.follow(self._bus, conversation_topic(self._id)) as news:
            yield ": ok\n\n"
            # Also after what the first reading tells: all are told as much when all come back.
            skipped = head_start(self._heartbeat)
            spoke = loop.time() - skipped
            known = True  # the request has just been let in
            while not self._streams.stopping:
                try:
                    page = await to_the_end(self._read(after, known=known))
                except ConversationNotFoundError:
                    return
                if page.events:
                    yield "".join(map(_frame, page.events))
                    after, spoke = page.last_seq, loop.time() - skipped
                known, skipped = False, 0.0
                quiet = loop.time() - spoke
                if quiet >= self._heartbeat:
                    yield ": \n\n"
                    spoke, quiet = loop.time(), 0.0
                seconds = min(self._pace, self._heartbeat - quiet)
                async for frame in _until_moved(news, seconds, self._writer):
                    yield frame
                    spoke = loop.time()

    async def _read(self, after: int, *, known: bool = False) -> Page:
        """`known`: that the conversation exists, which an empty answer does not tell."""
        async with self._database.new_read_session.begin() as session:
            events = await log.read_after(session, self._id, after)
            # Afterwards: each statement sees what is committed when it runs, and what was written
            # since the rights were lost is not theirs to read.
            if self._check is not None:
                await self._check(session)
            if events:
                return Page(events, events[-1].seq)
            if known:
                return Page([], after)
            last_seq = await conversation_repository.last_seq(session, self._id)
        if last_seq is None:
            raise ConversationNotFoundError
        # One that came between the two readings is still to be told: it is not the last seen.
        return Page([], min(last_seq, after))


async def _until_moved(news: Subscription, seconds: float, writer: Sender) -> AsyncGenerator[str]:
    """What is only said in passing, until there may be something to read, or time is out."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while (left := until - loop.time()) > 0:
        await news.wait(left)
        for note in news.take_notes():
            if (frame := typing_frame(note, writer)) is not None:
                yield frame
        if news.take_moved():
            return


def _frame(event: Event) -> str:
    # json.dumps escapes line ends: the data is always a single line.
    return f"id: {event.seq}\ndata: {json.dumps(event.public(), ensure_ascii=False)}\n\n"
