"""Wakes readers when a topic has something new. Only ids travel: the truth is in the tables.

A lost notification costs latency, never a message: readers also poll at a slow pace. A note is
something said in passing (« … écrit ») that no table holds, and that may be lost.
"""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg

from api.core.background import running

CHANNEL = "chorale"
# Between a topic and its note: no topic holds a line end.
_SEPARATOR = "\n"
# Older ones are forgotten: who reads so slowly would be told stale things.
_MAX_KEPT = 8


type _Readers = defaultdict[str, set["Subscription"]]


class Bus(Protocol):
    """`publish` after the commit; `wait` returns at a publication, or when time is out.

    With a `note` the topic has not moved: there is nothing to read again. Keep it short:
    PostgreSQL refuses notifications of 8000 bytes. `lossy`: what is published may not arrive.
    """

    lossy: bool

    async def publish(self, topic: str, note: str = "") -> None: ...

    def subscribe(self, topic: str, alarm: asyncio.Event | None = None) -> "Subscription": ...


class Subscription:
    """Remembers a publication made between two waits, so that none is missed.

    `alarm` is set at each publication: who follows many topics waits for one alarm.
    """

    def __init__(self, readers: _Readers, topic: str, alarm: asyncio.Event | None = None) -> None:
        self._readers = readers
        self._topic = topic
        self._event = alarm or asyncio.Event()
        self._moved = False
        self._notes: deque[str] = deque(maxlen=_MAX_KEPT)

    def __enter__(self) -> "Subscription":
        self._readers[self._topic].add(self)
        return self

    def __exit__(self, *_: object) -> None:
        listening = self._readers[self._topic]
        listening.discard(self)
        if not listening:  # a topic that nobody follows any more leaves nothing behind
            del self._readers[self._topic]

    def wake(self, note: str = "") -> None:
        if note:
            self._notes.append(note)
        else:
            self._moved = True
        self._event.set()

    def take_notes(self) -> list[str]:
        """What was said in passing since they were last taken, oldest first."""
        notes = list(self._notes)
        self._notes.clear()
        return notes

    @property
    def moved(self) -> bool:
        """As `take_moved`, which is still to be called."""
        return self._moved

    def take_moved(self) -> bool:
        """Whether there may be something to read since this was last asked."""
        moved, self._moved = self._moved, False
        return moved

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

    lossy = False

    def __init__(self) -> None:
        self._readers: _Readers = defaultdict(set)

    async def publish(self, topic: str, note: str = "") -> None:
        self.deliver(topic, note)

    def deliver(self, topic: str, note: str = "") -> None:
        for reader in tuple(self._readers.get(topic, ())):
            reader.wake(note)

    def subscribe(self, topic: str, alarm: asyncio.Event | None = None) -> Subscription:
        return Subscription(self._readers, topic, alarm)


class PostgresBus(LocalBus):
    """Several processes: LISTEN/NOTIFY, reconnecting when the connection is lost."""

    lossy = True

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self._dsn = dsn
        self._connection: Any = None
        # A connection does one thing at a time; without this, the others would be refused.
        self._sending = asyncio.Lock()

    async def publish(self, topic: str, note: str = "") -> None:
        self.deliver(topic, note)
        payload = f"{topic}{_SEPARATOR}{note}" if note else topic
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            async with self._sending:
                if self._connection is not None:
                    await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)

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

        def on_notification(_: object, pid: int, _channel: str, payload: object) -> None:
            if pid == connection.get_server_pid():
                return  # our own: delivered when it was published
            topic, _, note = str(payload).partition(_SEPARATOR)
            self.deliver(topic, note)

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
    async with running(bus.listen_forever()):
        yield bus
