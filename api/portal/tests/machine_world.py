"""The portal for a state machine: over SQLite, on a loop of its own."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import event

from api.core.db import Database
from api.portal.router import router
from api.problems import register_problem_handlers


class MachineWorld:
    """One application, without its tables; nothing waits for the disk."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.database = Database(f"sqlite+aiosqlite:///{folder / 'machine.db'}")
        event.listen(self.database.engine.sync_engine, "connect", _never_wait_for_the_disk)
        app = FastAPI()
        app.include_router(router)
        register_problem_handlers(app)
        app.state.database = self.database
        self.client = AsyncClient(transport=ASGITransport(app=app), base_url="http://test")
        self.client.app = app  # type: ignore[attr-defined]

    def run[T](self, work: Awaitable[T]) -> T:
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        self.run(self.client.aclose())
        self.run(self.database.dispose())
        self.loop.close()


def _never_wait_for_the_disk(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()
