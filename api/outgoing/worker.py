"""Delivers what is owed, several at once, each at least once and under the same key."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from api.core.bus import Bus
from api.core.clock import real_now
from api.core.db import Database
from api.core.outgoing import OUTGOING_TOPIC
from api.outgoing import repository
from api.outgoing.attempt import Attempt
from api.outgoing.delivery import Delivery, Handler

type WhenDone = Callable[[], None]

logger = logging.getLogger(__name__)

# Of each kind, so that a slow receiver holds back its own kind only.
_AT_ONCE = 4
_POLL = 5.0  # seconds; only a lost notification, a dead neighbour or an operator needs it
_FORGET_EVERY = timedelta(hours=1)


class OutgoingWorker:
    """One per process; on PostgreSQL several share the deliveries by their leases."""

    def __init__(
        self, database: Database, bus: Bus, handlers: Mapping[str, Handler], attempt: Attempt
    ) -> None:
        self._database = database
        self._bus = bus
        self._handlers = handlers
        self._attempt = attempt
        self._running: dict[asyncio.Task[None], str] = {}
        self._forget_at = real_now()

    async def run_forever(self) -> None:
        try:
            with self._bus.subscribe(OUTGOING_TOPIC) as wake:
                await self._begin()
                while True:
                    pause = await self._start_due(wake.wake)
                    await wake.wait(pause)
        finally:
            await self._stop()

    async def _begin(self) -> None:
        # SQLite has a single process: leases left in the table are those of a dead one.
        if self._database.is_postgresql:
            return
        try:
            async with self._database.new_session.begin() as session:
                await repository.clear_leases(session)
        except Exception as error:
            logger.exception("leases not cleared: %s", type(error).__name__)

    async def _start_due(self, when_done: WhenDone) -> float:
        """Start what is due; returns the seconds until something may be."""
        try:
            await self._forget_old()
            free = self._free()
            due_at = await self._next_due(free)
            if due_at is None or due_at > real_now():
                return _seconds_until(due_at)
            for delivery in await self._lease(free):
                self._start(delivery, when_done)
            return _seconds_until(await self._next_due(self._free()))
        except Exception as error:
            # The database may be away for a moment: the worker must outlive it.
            logger.exception("deliveries not taken: %s", type(error).__name__)
            return 1.0

    def _free(self) -> dict[str, int]:
        """How many more of each kind may run; kinds that are full are left out."""
        running = Counter(self._running.values())
        free = {kind: _AT_ONCE - running[kind] for kind in self._handlers}
        return {kind: places for kind, places in free.items() if places > 0}

    async def _next_due(self, free: Mapping[str, int]) -> datetime | None:
        if not free:
            return None
        async with self._database.new_read_session.begin() as session:
            return await repository.next_due(session, list(free))

    async def _lease(self, free: Mapping[str, int]) -> list[Delivery]:
        taken: list[Delivery] = []
        async with self._database.new_session.begin() as session:
            for kind, places in free.items():
                taken += await repository.lease(session, kind, places)
        return taken

    def _start(self, delivery: Delivery, when_done: WhenDone) -> None:
        task = asyncio.create_task(self._run(delivery))
        self._running[task] = delivery.kind

        def ended(task: asyncio.Task[None]) -> None:
            self._running.pop(task, None)
            when_done()

        task.add_done_callback(ended)

    async def _run(self, delivery: Delivery) -> None:
        try:
            await self._attempt.run(delivery, self._handlers[delivery.kind])
        except Exception as error:
            # The lease will end and the delivery be taken again.
            logger.exception("delivery not settled: %s", type(error).__name__)

    async def _forget_old(self) -> None:
        if real_now() < self._forget_at:
            return
        self._forget_at = real_now() + _FORGET_EVERY
        async with self._database.new_session.begin() as session:
            await repository.forget_old(session)

    async def _stop(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


def _seconds_until(due_at: datetime | None) -> float:
    if due_at is None:
        return _POLL
    return min(_POLL, max(0.02, (due_at - real_now()).total_seconds()))
