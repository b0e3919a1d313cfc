from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from api.core import background
from api.core.bus import LocalBus
from api.core.db import Database
from api.core.publication import attach_bus
from api.core.settings import get_settings
from api.outgoing.attempt import Attempt, Patience
from api.outgoing.delivery import Handler
from api.outgoing.worker import OutgoingWorker
from api.tests.fresh_tables import lay_fresh_tables

type Running = Callable[..., AbstractAsyncContextManager[OutgoingWorker]]


@pytest.fixture
async def database(database_url: str, settings_env: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    settings_env.setenv("CHORALE_DATABASE_URL", database_url)
    get_settings.cache_clear()
    await lay_fresh_tables(get_settings().resolved_database_url())
    database = Database(get_settings().resolved_database_url())
    yield database
    await database.dispose()


@pytest.fixture
def bus(database: Database) -> LocalBus:
    """Wakes the workers as soon as something is posted."""
    bus = LocalBus()
    attach_bus(database, bus)
    return bus


@pytest.fixture
def running(database: Database, bus: LocalBus) -> Running:
    """A worker at work, that gives up after three attempts and hardly waits between them."""

    @asynccontextmanager
    async def run(handler: Handler) -> AsyncGenerator[OutgoingWorker]:
        attempt = Attempt(database, Patience(attempts=3, first_delay=0.001))
        worker = OutgoingWorker(database, bus, {"test": handler}, attempt)
        async with background.running(worker.run_forever()):
            yield worker

    return run
