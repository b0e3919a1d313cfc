"""What runs behind the conversations while the application lives."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.chat.erasure import Eraser
from api.chat.gateway import Gateway
from api.chat.inactivity import IdleWatch
from api.chat.publication import attach_bus
from api.chat.turns import TurnRunner
from api.chat.worker import TurnWorker
from api.core.background import running
from api.core.bus import Bus
from api.core.db import Database
from api.core.live_streams import LiveStreams
from api.core.settings import Settings


@asynccontextmanager
async def chat_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Answer the turns owed, end erasures and silent exchanges, until the application stops."""
    settings: Settings = app.state.settings
    database: Database = app.state.database
    bus: Bus = app.state.bus
    attach_bus(database, bus)
    app.state.live_streams = LiveStreams()
    secret = settings.resolved_gateway_secret()
    gateway = Gateway(settings.bot_urls(), secret, settings.bot_turn_timeout)
    worker = TurnWorker(database, bus, TurnRunner(database, gateway, settings))
    eraser = Eraser(database, bus, gateway, settings)
    idle = IdleWatch(database, settings)
    try:
        async with running(*(work.run_forever() for work in (worker, eraser, idle))):
            with app.state.live_streams.stopped_by_signals():
                yield
    finally:
        await gateway.close()
