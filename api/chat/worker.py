"""Takes the answers that are due, several conversations at once, one message each at a time."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from api.chat import turn_repository
from api.chat.publication import TURNS_TOPIC
from api.chat.turn_repository import LeasedTurn
from api.chat.turns import TurnRunner
from api.core.bus import Bus
from api.core.clock import real_now
from api.core.db import Database

type WhenDone = Callable[[], None]

logger = logging.getLogger(__name__)

_AT_ONCE = 8
_POLL = 5.0  # seconds; only a lost notification or a dead neighbour needs it


class TurnWorker:
    """One per process; on PostgreSQL several share the jobs by their leases."""

    def __init__(self, database: Database, bus: Bus, runner: TurnRunner) -> None:
        self._database = database
        self._bus = bus
        self._runner = runner
        self._running: set[asyncio.Task[None]] = set()

    async def run_forever(self) -> None:
        try:
            with self._bus.subscribe(TURNS_TOPIC) as wake:
                await self._clear_leases()
                while True:
                    pause = await self._start_due(wake.wake)
                    await wake.wait(pause)
        finally:
            await self._stop()

    async def _clear_leases(self) -> None:
        # SQLite has a single process: leases left in the table are those of a dead one.
        if not self._database.is_postgresql:
            async with self._database.new_session.begin() as session:
                await turn_repository.clear_leases(session)

    async def _start_due(self, when_done: WhenDone) -> float:
        """Start what is due; returns the seconds until something may be."""
        try:
            if len(self._running) >= _AT_ONCE:
                return _POLL
            due_at = await self._next_due()
            if due_at is None or due_at > real_now():
                return _seconds_until(due_at)
            for turn in await self._lease():
                self._start(turn, when_done)
            return _seconds_until(await self._next_due())
        except Exception as error:
            # The database may be away for a moment: the worker must outlive it.
            logger.exception("turns not taken: %s", type(error).__name__)
            return 1.0

    async def _next_due(self) -> datetime | None:
        async with self._database.new_read_session.begin() as session:
            return await turn_repository.next_due(session)

    async def _lease(self) -> list[LeasedTurn]:
        free = _AT_ONCE - len(self._running)
        async with self._database.new_session.begin() as session:
            return list(await turn_repository.lease(session, free))

    def _start(self, turn: LeasedTurn, when_done: WhenDone) -> None:
        task = asyncio.create_task(self._run(turn))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _: when_done())

    async def _run(self, turn: LeasedTurn) -> None:
        try:
            await self._runner.run(turn)
        except Exception as error:
            # The lease will end and the turn be taken again.
            logger.exception("turn not settled: %s", type(error).__name__)

    async def _stop(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _seconds_until(due_at: datetime | None) -> float:
    if due_at is None:
        return _POLL
    return min(_POLL, max(0.02, (due_at - real_now()).total_seconds()))
