"""The desk's news without a stream: one answer, as soon as there is something to tell.

For where a proxy holds streams back. Nothing is kept between two questions: the cursor of an
answer, given back, says what its reader has seen.
"""

import hashlib
import json
import time

from fastapi import FastAPI

from api.chat.publication import QUEUE_TOPIC, conversation_topic
from api.core.bus import Bus
from api.core.db import Database
from api.core.errors import AuthenticationRequiredError
from api.core.live_streams import LiveStreams
from api.desk.access.auth import SignedIn
from api.desk.access.sessions import stands
from api.desk.live.stream import shown_of
from api.desk.live.watch import Watch
from api.desk.queue.board import read_board
from api.desk.schemas import MoveOut, NewsOut, QueueOut

# The bus may lose a notification: the tables are read again at this pace, in seconds.
_REREAD = 5.0


class DeskPoll:
    """One question of one agent; no database session is held while it waits."""

    def __init__(self, app: FastAPI, agent: SignedIn) -> None:
        self._database: Database = app.state.database
        self._bus: Bus = app.state.bus
        self._streams: LiveStreams = app.state.live_streams
        self._agent = agent

    async def news(self, after: str, wait: float) -> NewsOut:
        """What differs from the cursor `after`, waiting up to `wait` seconds for something to.

        Raises:
            AuthenticationRequiredError: the session ended meanwhile.
        """
        until = time.monotonic() + wait
        with Watch(self._bus, self._streams) as watch:
            watch.follow([QUEUE_TOPIC])
            while True:
                watch.take_moved()
                board = await self._board()
                if watch.follow(_topics(board)):
                    continue  # something may have happened before we listened
                left = until - time.monotonic()
                news = _news(board, after)
                if news.cursor != after or left <= 0 or watch.stopping:
                    return news
                await watch.until_moved(min(left, _REREAD))

    async def _board(self) -> QueueOut:
        async with self._database.new_read_session.begin() as session:
            board = await read_board(session, self._agent.login)
            # Afterwards: what was written since the session ended is not for its agent to read.
            if not await stands(session, self._agent.token_hash):
                raise AuthenticationRequiredError
        return board


def _news(board: QueueOut, after: str) -> NewsOut:
    """A cursor is two digests: of the board, and of how far each owned conversation has come."""
    seqs = [MoveOut(id=row.id, last_seq=row.last_seq) for row in board.mine]
    shown = _digest(shown_of(board))
    cursor = f"{shown}.{_digest(json.dumps([[move.id, move.last_seq] for move in seqs]))}"
    seen = after.partition(".")[0] == shown
    return NewsOut(
        queue=None if seen else board,
        conversations=[] if cursor == after else seqs,
        cursor=cursor,
    )


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _topics(board: QueueOut) -> list[str]:
    ids = [row.id for row in board.waiting] + [row.id for row in board.mine]
    return [QUEUE_TOPIC, *map(conversation_topic, ids)]
