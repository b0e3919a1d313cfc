"""The deliveries of the application while it lives."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.background import running
from api.core.settings import Settings
from api.outgoing.attempt import Attempt, Patience
from api.outgoing.delivery import Handler
from api.outgoing.worker import OutgoingWorker


@asynccontextmanager
async def outgoing_lifespan(app: FastAPI, handlers: Mapping[str, Handler]) -> AsyncGenerator[None]:
    """Deliver the kinds that have a handler; the others wait for a process that has one."""
    settings: Settings = app.state.settings
    patience = Patience(settings.outgoing_attempts, settings.outgoing_first_delay)
    attempt = Attempt(app.state.database, patience)
    worker = OutgoingWorker(app.state.database, app.state.bus, handlers, attempt)
    async with running(worker.run_forever()):
        yield
