"""Engine and sessions, for SQLite (WAL) and PostgreSQL alike."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

type NewSession = async_sessionmaker[AsyncSession]


class Database:
    """`new_session` writes, `new_read_session` only reads; on PostgreSQL they are alike."""

    def __init__(self, url: str) -> None:
        self.engine: AsyncEngine = create_async_engine(url)
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine)
        self.new_session: NewSession = async_sessionmaker(self.engine, expire_on_commit=False)
        reading = self.engine.execution_options(chorale_reads=True)
        self.new_read_session: NewSession = async_sessionmaker(reading, expire_on_commit=False)

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    async def dispose(self) -> None:
        await self.engine.dispose()


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # SQLAlchemy emits BEGIN, see below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=20000",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # A reader that turns writer cannot wait for the lock: writers take it first.
        reads = connection.get_execution_options().get("chorale_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


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
