"""Keeps the answer of `/readyz` fresh while the application lives."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.core.background import running
from api.health.probes import Probes


@asynccontextmanager
async def health_lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Probe the other programs while the application lives."""
    app.state.probes = Probes(app.state.settings)
    async with running(app.state.probes.run_forever()):
        yield
