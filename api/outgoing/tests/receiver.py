"""A receiver in this process: it notes what comes and answers as it is told."""

import asyncio
from collections.abc import Callable

from sqlalchemy import select

from api.core.db import Database
from api.models.outgoing import Outgoing
from api.outgoing.delivery import Delivery

type Answer = Callable[[Delivery], None]


def accept(_: Delivery) -> None:
    """The default answer."""


class Receiver:
    """`keys` in the order in which they came; `answer` may raise."""

    def __init__(self, answer: Answer = accept) -> None:
        self.keys: list[str] = []
        self.bodies: list[dict[str, object]] = []
        self.at_once = self.most_at_once = 0
        self._answer = answer
        self._news = asyncio.Condition()

    async def __call__(self, delivery: Delivery) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            async with self._news:
                self.keys.append(delivery.key)
                self.bodies.append(delivery.body)
                self._news.notify_all()
            self._answer(delivery)
        finally:
            self.at_once -= 1

    async def has(self, count: int) -> None:
        """Wait until so many attempts were made."""
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(lambda: len(self.keys) >= count)


async def rows(database: Database) -> list[Outgoing]:
    async with database.new_read_session.begin() as session:
        return list(await session.scalars(select(Outgoing).order_by(Outgoing.id)))


async def settled(database: Database) -> list[Outgoing]:
    """Every delivery, once none is owed any more."""
    async with asyncio.timeout(20):
        while True:
            found = await rows(database)
            if all(row.done_at or row.dead_at for row in found):
                return found
