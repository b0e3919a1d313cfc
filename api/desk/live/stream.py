"""What reaches an open desk page by itself: the board, and which conversations moved."""

import json
import time
from collections.abc import AsyncGenerator

from fastapi import FastAPI

from api.chat.publication import QUEUE_TOPIC, conversation_topic
from api.chat.typing_note import typing_frame
from api.core.bus import Bus
from api.core.db import Database
from api.core.live_streams import LiveStreams
from api.core.to_the_end import to_the_end
from api.desk.access.auth import SignedIn, is_alive
from api.desk.live.watch import Watch
from api.desk.queue import repository
from api.desk.queue.board import read_board
from api.desk.schemas import QueueOut
from api.domain.chat_event import Sender

# Our choices, in seconds. The bus may lose a notification: the tables are read again.
_REREAD = 5.0
# A board is long: when the queue moves many times in a row, it is read once for several moves.
_BOARD_PACE = 0.5
# A session may have ended meanwhile.
_SESSION_PACE = 3.0


class DeskStream:
    """One agent's `text/event-stream`; no database session is held between two readings.

    `event: queue` carries a `QueueOut`, first and whenever it changes otherwise than by the
    `last_seq` of owned conversations; these are told by `event: conversation`
    (`{"id", "last_seq"}`), and `event: typing` says that a user writes (`{"id", "from", "until",
    "seconds"}`). A comment keeps the connection open every `heartbeat` seconds. A message in one
    of the agent's conversations costs the same however many he has, and however many wait.
    """

    def __init__(self, app: FastAPI, agent: SignedIn) -> None:
        self._database: Database = app.state.database
        self._bus: Bus = app.state.bus
        self._streams: LiveStreams = app.state.live_streams
        self._heartbeat: float = app.state.settings.heartbeat
        self._agent = agent
        self._told_board = ""
        self._told_seqs: dict[str, int] = {}
        self._read_at = self._due = 0.0
        self._asked_at = time.monotonic()  # the request has just been let in

    async def frames(self) -> AsyncGenerator[str]:
        """Ends when the agent's session does."""
        yield ": ok\n\n"  # at once: a proxy that holds answers back is told by its silence
        spoke = time.monotonic()
        with Watch(self._bus, self._streams) as watch:
            watch.follow([QUEUE_TOPIC])
            while not watch.stopping and await self._stands():
                frames = await self._moves(watch.take_moved())
                if time.monotonic() >= self._due:
                    frames += await self._board(watch)
                if not frames and time.monotonic() - spoke >= self._heartbeat:
                    frames = [": heartbeat\n\n"]
                for frame in frames:
                    spoke = time.monotonic()
                    yield frame
                async for frame in self._in_passing(watch):
                    spoke = time.monotonic()
                    yield frame

    async def _stands(self) -> bool:
        now = time.monotonic()
        if now < self._asked_at + _SESSION_PACE:
            return True
        self._asked_at = now
        return await to_the_end(is_alive(self._database, self._agent.token_hash))

    async def _moves(self, topics: set[str]) -> list[str]:
        """The agent's own conversations that moved; for any other move the board is to be read."""
        moved = {topic.removeprefix(conversation_topic("")) for topic in topics}
        mine = moved & self._told_seqs.keys()
        if not mine:
            seqs: dict[str, int] = {}
        else:
            seqs = await to_the_end(self._last_seqs(mine))
        if moved - seqs.keys():
            self._due = min(self._due, self._read_at + _BOARD_PACE)
        return self._moved(seqs)

    async def _board(self, watch: Watch) -> list[str]:
        while True:
            async with self._streams.long_reading:
                self._read_at = time.monotonic()
                board = await to_the_end(self._read_board())
            # Read again if something may have happened before we listened.
            if not watch.follow(_topics(board)):
                break
        self._due = self._read_at + _REREAD
        shown = shown_of(board)
        if shown == self._told_board:
            return self._moved({row.id: row.last_seq for row in board.mine})
        self._told_board = shown
        self._told_seqs = {row.id: row.last_seq for row in board.mine}
        return [_frame("queue", board.model_dump(mode="json"))]

    async def _last_seqs(self, ids: set[str]) -> dict[str, int]:
        async with self._database.new_read_session.begin() as session:
            return await repository.last_seqs(session, self._agent.login, ids)

    async def _read_board(self) -> QueueOut:
        async with self._database.new_read_session.begin() as session:
            return await read_board(session, self._agent.login)

    def _moved(self, seqs: dict[str, int]) -> list[str]:
        news = {key: seq for key, seq in seqs.items() if self._told_seqs.get(key, 0) < seq}
        self._told_seqs |= news
        return [_frame("conversation", {"id": key, "last_seq": seq}) for key, seq in news.items()]

    async def _in_passing(self, watch: Watch) -> AsyncGenerator[str]:
        """Waits until something moves or is due; what is only said meanwhile: « … écrit »."""
        until = time.monotonic() + self._heartbeat
        while not watch.moved and (left := min(until, self._due) - time.monotonic()) > 0:
            await watch.wait(left)
            for topic, note in watch.take_notes():
                conversation_id = topic.removeprefix(conversation_topic(""))
                if (frame := typing_frame(note, Sender.USER, id=conversation_id)) is not None:
                    yield frame


def shown_of(board: QueueOut) -> str:
    """What of a board is told again as a whole when it changes."""
    return board.model_dump_json(exclude={"mine": {"__all__": {"last_seq", "waiting_for_agent"}}})


def _topics(board: QueueOut) -> list[str]:
    ids = [row.id for row in board.waiting] + [row.id for row in board.mine]
    return [QUEUE_TOPIC, *map(conversation_topic, ids)]


def _frame(event: str, data: object) -> str:
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
