"""The parts of the application under test, behind its public door."""

from typing import Any, cast

from fastapi import FastAPI
from httpx import AsyncClient

from api.core.bus import Bus
from api.core.db import Database


def app_of(client: AsyncClient) -> FastAPI:
    """The application that the `client` fixture runs."""
    return cast(Any, client).app


def database_of(client: AsyncClient) -> Database:
    return app_of(client).state.database


def bus_of(client: AsyncClient) -> Bus:
    return app_of(client).state.bus
