"""Empty tables for a test, without laying them again: that cost more than most tests themselves."""

import asyncio
import sqlite3
from functools import cache
from threading import Thread

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from api.models.base import Base

_LAID: set[str] = set()

# Foreign keys are triggers: as a replica, the order in which tables are emptied does not matter.
_AS_REPLICA = text("SET LOCAL session_replication_role = replica")
_NUMBERED_FROM_THEIR_START = text(
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) "
    "FROM pg_sequences WHERE last_value IS NOT NULL"
)


async def lay_fresh_tables(url: str) -> None:
    """Every table there, and nothing in any of them.

    Args:
        url: of SQLite (a file) or PostgreSQL, as `Database` takes it.
    """
    if make_url(url).get_backend_name() == "sqlite":
        _copy_template(make_url(url).database or "")
        return
    cleared = asyncio.run_coroutine_threadsafe(_clear(url), _loop())
    await asyncio.wrap_future(cleared)


def forget_tables(url: str) -> None:
    """For a test that lays tables of its own: they will be laid again after it."""
    _LAID.discard(url)


def _copy_template(path: str) -> None:
    target = sqlite3.connect(path)
    target.execute("PRAGMA synchronous=OFF")
    _template().backup(target)
    target.execute("PRAGMA journal_mode=WAL")  # one by one, which connections opened at once cannot
    target.close()


@cache
def _template() -> sqlite3.Connection:
    # Its only connection is the database itself, which must outlive the engine.
    # Some tests run their application in a thread of its own, and wait for it.
    anywhere = {"check_same_thread": False}
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args=anywhere)
    Base.metadata.create_all(engine)
    laid = engine.raw_connection().driver_connection
    assert isinstance(laid, sqlite3.Connection)
    return laid


async def _clear(url: str) -> None:
    async with _engine(url).begin() as connection:
        await (_empty(connection) if url in _LAID else _lay(connection))
    _LAID.add(url)


@cache
def _engine(url: str) -> AsyncEngine:
    """Keeps its connection from one test to the next.

    PostgreSQL gives each connection a process of its own, and one that is new had to read the
    description of every table before it could look into them.
    """
    return create_async_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Outlives those of the tests, which would close the connection."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="fresh tables", daemon=True).start()
    return loop


async def _lay(connection: AsyncConnection) -> None:
    await connection.run_sync(Base.metadata.drop_all)
    await connection.run_sync(Base.metadata.create_all)


async def _empty(connection: AsyncConnection) -> None:
    await connection.execute(_AS_REPLICA)
    looks = map(_if_filled, Base.metadata.tables)
    for name in await connection.scalars(text(" UNION ALL ".join(looks))):
        await connection.execute(text(f'DELETE FROM "{name}"'))
    await connection.execute(_NUMBERED_FROM_THEIR_START)


def _if_filled(name: str) -> str:
    return f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")"
