"""Keeps the answer of `/readyz` fresh while the application lives."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.health.probes import Probes


@asynccontextmanager
async def health_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Probe the other programs while the application lives."""
    app.state.probes = Probes(app.state.settings)
    task = asyncio.create_task(app.state.probes.run_forever())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
