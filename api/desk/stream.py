"""What reaches an open desk page by itself: the board, and which conversations moved."""

import json
import time
from collections.abc import AsyncGenerator

from fastapi import FastAPI

from api.chat.publication import QUEUE_TOPIC, conversation_topic
from api.core.bus import Bus
from api.core.db import Database
from api.core.live_streams import LiveStreams
from api.desk.auth import SignedIn, is_alive
from api.desk.board import read_board
from api.desk.schemas import QueueOut
from api.desk.watch import Watch

# The bus may lose a notification: the tables are read again at this pace, in seconds.
_REREAD = 5.0


class DeskStream:
    """One agent's `text/event-stream`; no database session is held between two readings.

    `event: queue` carries a `QueueOut`, first and whenever it changes otherwise than by the
    `last_seq` of owned conversations; these are told by `event: conversation`
    (`{"id", "last_seq"}`). A comment keeps the connection open every `heartbeat` seconds.
    """

    def __init__(self, app: FastAPI, agent: SignedIn) -> None:
        self._database: Database = app.state.database
        self._bus: Bus = app.state.bus
        self._streams: LiveStreams = app.state.live_streams
        self._heartbeat: float = app.state.settings.heartbeat
        self._agent = agent
        self._told_board = ""
        self._told_seqs: dict[str, int] = {}

    async def frames(self) -> AsyncGenerator[str]:
        """Ends when the agent's session does."""
        silent_since = time.monotonic()
        with Watch(self._bus, self._streams) as watch:
            watch.follow([QUEUE_TOPIC])
            while not watch.stopping and await is_alive(self._database, self._agent.token_hash):
                board = await self._read()
                if watch.follow(_topics(board)):
                    continue  # something may have happened before we listened
                frames = self._news(board)
                if not frames and time.monotonic() - silent_since >= self._heartbeat:
                    frames = [": heartbeat\n\n"]
                for frame in frames:
                    silent_since = time.monotonic()
                    yield frame
                await watch.wait(min(_REREAD, self._heartbeat))

    async def _read(self) -> QueueOut:
        async with self._database.new_read_session.begin() as session:
            return await read_board(session, self._agent.login)

    def _news(self, board: QueueOut) -> list[str]:
        frames: list[str] = []
        shown = board.model_dump_json(exclude={"mine": {"__all__": {"last_seq"}}})
        if shown != self._told_board:
            frames.append(_frame("queue", board.model_dump(mode="json")))
            self._told_board = shown
            self._told_seqs = {row.id: row.last_seq for row in board.mine}
        for row in board.mine:
            if self._told_seqs.get(row.id, 0) < row.last_seq:
                frames.append(_frame("conversation", {"id": row.id, "last_seq": row.last_seq}))
                self._told_seqs[row.id] = row.last_seq
        return frames


def _topics(board: QueueOut) -> list[str]:
    ids = [row.id for row in board.waiting] + [row.id for row in board.mine]
    return [QUEUE_TOPIC, *map(conversation_topic, ids)]


def _frame(event: str, data: object) -> str:
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
