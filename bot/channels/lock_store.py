"""One turn at a time per conversation across replicas, by a lock that two cannot both take.

Rasa's own Redis lock reads a queue of tickets, adds to it and writes it back: two replicas that do
so at once get the same ticket.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import AsyncGenerator, Text

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis

LIFETIME_SECONDS = 60.0
POLL_SECONDS = 0.05


class AtomicLockStore(LockStore):
    """Redis or Valkey at `url`:`port`; a lock left by a dead replica ends with its lifetime."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        port = int(endpoint_config.kwargs.get("port", 6379))
        self._redis = Redis(host=endpoint_config.url or "127.0.0.1", port=port)

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: Text,
        lock_lifetime: float = LIFETIME_SECONDS,
        wait_time_in_seconds: float = POLL_SECONDS,
    ) -> AsyncGenerator[TicketLock, None]:
        """Held inside; raises redis' LockError at the end if it outlived its lifetime."""
        name = f"chorale:turn:{conversation_id}"
        async with self._redis.lock(name, timeout=lock_lifetime, sleep=wait_time_in_seconds):
            yield TicketLock(conversation_id)
