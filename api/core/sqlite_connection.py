"""A connection to SQLite that visits its thread once a statement.

aiosqlite hands each call to a thread: for SQLAlchemy a statement is a cursor opened, executed,
read and closed, and each visit costs as much as a small statement itself. Here all four are one
visit, and what needs none does without.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite

type _Rows = list[Any]
type _Statement = Callable[[], sqlite3.Cursor]

# Read at once with the statement; what is longer is read by pieces, as it is asked for.
_AT_ONCE = 500


class WholeCursor:
    """What SQLAlchemy asks of a cursor."""

    arraysize = 1

    def __init__(self, connection: "SqliteConnection") -> None:
        self._connection = connection
        self._rows: _Rows = []
        self._more: sqlite3.Cursor | None = None
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "WholeCursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "WholeCursor":
        await self._connection.visit(
            lambda database: self._begin(lambda: database.execute(sql, parameters))
        )
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "WholeCursor":
        await self._connection.visit(
            lambda database: self._begin(lambda: database.executemany(sql, parameters))
        )
        return self

    async def fetchone(self) -> Any:
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> _Rows:
        wanted = size or self.arraysize
        if len(self._rows) < wanted:
            await self._read(wanted - len(self._rows))
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def fetchall(self) -> _Rows:
        await self._read(None)
        rows, self._rows = self._rows, []
        return rows

    async def __aiter__(self) -> AsyncIterator[Any]:
        while rows := await self.fetchmany(_AT_ONCE):
            for row in rows:
                yield row

    async def close(self) -> None:
        """It was closed with its last row, unless there is more."""
        more, self._more = self._more, None
        if more is not None:
            self._connection.reading.discard(self)
            await self._connection.visit(lambda _: more.close())

    async def _read(self, count: int | None) -> None:
        more = self._more
        if more is None:
            return
        read = partial(more.fetchmany, count) if count else more.fetchall
        rows: _Rows = await self._connection.visit(lambda _: read())
        self._rows += rows
        if not count or len(rows) < count:
            await self.close()

    def _begin(self, statement: _Statement) -> None:
        """In the connection's thread."""
        cursor = statement()
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        self._rows = cursor.fetchmany(_AT_ONCE) if cursor.description else []
        self.rowcount = cursor.rowcount
        if len(self._rows) < _AT_ONCE:
            cursor.close()
        else:
            self._more = cursor
            self._connection.reading.add(self)


class SqliteConnection(aiosqlite.Connection):
    """Given to SQLAlchemy as `async_creator`."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(partial(sqlite3.connect, path), iter_chunk_size=_AT_ONCE)
        self._thread.daemon = True  # as SQLAlchemy does with those it opens itself
        self.reading: set[WholeCursor] = set()  # those that have more to give
        # Visits asked for here, and made by the thread: equal when nothing is under way.
        self._asked = 0
        self._made = 0

    async def visit[T](self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in the thread."""
        return await self._execute(act, self._conn)

    def cursor(self) -> Any:
        return WholeCursor(self)

    async def commit(self) -> None:
        if self._may_be_within:
            await super().commit()

    async def rollback(self) -> None:
        """Costs nothing after a commit, which is when a pool asks for it."""
        for cursor in tuple(self.reading):
            await cursor.close()  # left in its middle, it would keep what it reads from changing
        if self._may_be_within:
            await super().rollback()

    @property
    def _may_be_within(self) -> bool:
        """A visit that was cancelled may still be opening a transaction: the thread must say."""
        return self._asked != self._made or self._conn.in_transaction

    def stop(self) -> asyncio.Future[Any] | None:
        """Once: after it, the thread answers nobody."""
        return super().stop() if self._running else None  # pyright: ignore

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._asked += 1
        made = super()._execute(self._counted, fn, *args, **kwargs)  # pyright: ignore[reportUnknownMemberType]
        return await made

    def _counted(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        finally:
            self._made += 1
