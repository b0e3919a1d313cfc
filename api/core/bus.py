"""Wakes readers when a topic has something new. Only ids travel: the truth is in the tables.

A lost notification costs latency, never a message: readers also poll at a slow pace.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg

CHANNEL = "chorale"


class Bus(Protocol):
    """`publish` after the commit; `wait` returns at a publication, or when time is out."""

    async def publish(self, topic: str) -> None: ...

    def subscribe(self, topic: str) -> "Subscription": ...


class Subscription:
    """Remembers a publication made between two waits, so that none is missed."""

    def __init__(self, readers: set["Subscription"]) -> None:
        self._readers = readers
        self._event = asyncio.Event()

    def __enter__(self) -> "Subscription":
        self._readers.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._readers.discard(self)

    def wake(self) -> None:
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """True if something was published since the last wait, False when time is out."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True


class LocalBus:
    """One process: publications reach the subscriptions directly."""

    def __init__(self) -> None:
        self._readers: defaultdict[str, set[Subscription]] = defaultdict(set)

    async def publish(self, topic: str) -> None:
        self.deliver(topic)

    def deliver(self, topic: str) -> None:
        for reader in tuple(self._readers.get(topic, ())):
            reader.wake()

    def subscribe(self, topic: str) -> Subscription:
        return Subscription(self._readers[topic])


class PostgresBus(LocalBus):
    """Several processes: LISTEN/NOTIFY, reconnecting when the connection is lost."""

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self._dsn = dsn
        self._connection: Any = None
        # A connection does one thing at a time; without this, the others would be refused.
        self._sending = asyncio.Lock()

    async def publish(self, topic: str) -> None:
        self.deliver(topic)
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            async with self._sending:
                if self._connection is not None:
                    await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, topic)

    async def listen_forever(self) -> None:
        while True:
            with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await self._listen_once()
            await asyncio.sleep(1)

    async def _listen_once(self) -> None:
        connection: Any = await asyncpg.connect(self._dsn)
        lost = asyncio.Event()

        def on_loss(_: object) -> None:
            lost.set()

        def on_notification(_: object, _pid: int, _channel: str, payload: object) -> None:
            self.deliver(str(payload))

        connection.add_termination_listener(on_loss)
        await connection.add_listener(CHANNEL, on_notification)
        self._connection = connection
        try:
            await lost.wait()
        finally:
            self._connection = None
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)


@asynccontextmanager
async def open_bus(database_url: str) -> AsyncGenerator[Bus]:
    """The bus that fits the database: LISTEN/NOTIFY on PostgreSQL, in-process on SQLite."""
    if not database_url.startswith("postgresql"):
        yield LocalBus()
        return
    bus = PostgresBus(database_url.replace("postgresql+asyncpg://", "postgresql://", 1))
    task = asyncio.create_task(bus.listen_forever())
    try:
        yield bus
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
