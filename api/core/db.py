"""Engine and sessions, for SQLite (WAL) and PostgreSQL alike."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import aiosqlite
from fastapi import Depends, Request
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from api.core.sqlite_connection import SqliteConnection

type NewSession = async_sessionmaker[AsyncSession]


# SQLite has one writer at a time. A pool of one makes writers wait their turn, first come first
# served, without holding back those who read; SQLite itself would make each of them try again and
# again, in no order.
_WRITERS = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 60}
_READERS = {"pool_size": 4, "max_overflow": 0, "pool_timeout": 60}


# Both hide the parameters of a failed statement from its error: they are personal data, and
# errors are logged.
class Database:
    """`new_session` writes, `new_read_session` only reads; on PostgreSQL they are alike."""

    def __init__(self, url: str) -> None:
        if make_url(url).get_backend_name() == "sqlite":
            self.engine: AsyncEngine = _sqlite(url, _WRITERS, writes=True)
            self._reading: AsyncEngine = _sqlite(url, _READERS, writes=False)
        else:
            self.engine = self._reading = create_async_engine(url, hide_parameters=True)
        self.new_session: NewSession = async_sessionmaker(self.engine, expire_on_commit=False)
        self.new_read_session: NewSession = async_sessionmaker(
            self._reading, expire_on_commit=False
        )

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    async def dispose(self) -> None:
        await self.engine.dispose()
        await self._reading.dispose()


def _sqlite(url: str, pool: dict[str, Any], *, writes: bool) -> AsyncEngine:
    """A reader that turns writer could not wait for the lock: writers take it first.

    Those who read cannot write, and each of their statements sees what is committed when it runs,
    as on PostgreSQL: a transaction would cost them two statements more.
    """
    path = make_url(url).database or ":memory:"

    async def connect() -> aiosqlite.Connection:
        return await SqliteConnection(path)

    engine = create_async_engine(url, async_creator=connect, hide_parameters=True, **pool)
    _prepare_sqlite(engine, "query_only=OFF" if writes else "query_only=ON")
    if writes:
        _lock_first(engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine, *more: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # writers emit BEGIN, see below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=20000",
            "foreign_keys=ON",
            *more,
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _lock_first(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """One transaction: committed if the endpoint returns, rolled back if it raises."""
    async with request.app.state.database.new_session.begin() as session:
        yield session


async def _get_read_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.database.new_read_session.begin() as session:
        yield session


# scope="function": the default would commit after the client has read its 2xx.
SessionDep = Annotated[AsyncSession, Depends(_get_session, scope="function")]
ReadSessionDep = Annotated[AsyncSession, Depends(_get_read_session, scope="function")]
