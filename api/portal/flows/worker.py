"""Takes the flows that wait, one at a time in each process."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.background import running
from api.core.bus import Bus
from api.core.db import Database
from api.core.settings import Settings
from api.portal.flows import queue
from api.portal.flows.deposit import FLOWS_TOPIC
from api.portal.flows.queue import TakenFlow
from api.portal.flows.runner import FlowRunner
from api.portal.flows.watch import topic_of

logger = logging.getLogger(__name__)

_POLL = 5.0  # seconds; only a lost notification or a dead neighbour needs it


class FlowWorker:
    """One flow at a time bounds memory, and leaves the database to those who wait for it."""

    def __init__(self, database: Database, bus: Bus, runner: FlowRunner) -> None:
        self._database = database
        self._bus = bus
        self._runner = runner

    async def run_forever(self) -> None:
        with self._bus.subscribe(FLOWS_TOPIC) as wake:
            await self._begin()
            while True:
                if not await self._run_one():
                    await wake.wait(_POLL)

    async def _run_one(self) -> bool:
        """Whether there was a flow to run."""
        try:
            taken = await self._take()
            if taken is None:
                return False
            await self._runner.run(taken)
            await self._bus.publish(topic_of(taken.number))
        except Exception as error:
            # The database may be away for a moment: the worker must outlive it.
            logger.exception("flows not taken: %s", type(error).__name__)
            return False
        return True

    async def _take(self) -> TakenFlow | None:
        async with self._database.new_read_session.begin() as session:
            if not await queue.any_free(session):
                return None
        async with self._database.new_session.begin() as session:
            return await queue.take(session)

    async def _begin(self) -> None:
        """After a death: nothing here is needed for what comes, so nothing here may stop it."""
        try:
            await self._clear_leases()
            await self._runner.sweep()
        except Exception as error:
            logger.exception("flows not tidied: %s", type(error).__name__)

    async def _clear_leases(self) -> None:
        # SQLite has a single process: leases left in the table are those of a dead one.
        if not self._database.is_postgresql:
            async with self._database.new_session.begin() as session:
                await queue.clear_leases(session)


@asynccontextmanager
async def flows_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Integrate the flows, those left by a former run first, until the application stops."""
    settings: Settings = app.state.settings
    database: Database = app.state.database
    worker = FlowWorker(database, app.state.bus, FlowRunner(database, settings.data_dir))
    async with running(worker.run_forever()):
        yield
