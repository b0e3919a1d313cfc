"""What runs behind the desk while the application lives."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.background import running
from api.desk.presence.sweep import PresenceSweep


@asynccontextmanager
async def desk_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Give back to the queue those whose agent is gone, until the application stops."""
    if not app.state.settings.desk_is_ours:
        yield  # agents are elsewhere: that they are not seen here means nothing
        return
    async with running(PresenceSweep(app.state.database).run_forever()):
        yield
