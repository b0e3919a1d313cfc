"""Reading a flow, and waiting a little for it to be settled."""

import asyncio
from dataclasses import dataclass

from api.core.bus import Bus
from api.core.db import Database
from api.core.live_streams import LiveStreams
from api.core.tokens import Caller
from api.domain.plain_text import compact
from api.portal.access import get_writing_reader
from api.portal.flows import service
from api.portal.flows.repository import Page
from api.portal.flows.schemas import FlowRead

_POLL = 2.0  # seconds; only a lost notification needs it
_MAX_TOPIC = 40


def topic_of(number: str) -> str:
    return f"flow:{compact(number)[:_MAX_TOPIC]}"


@dataclass(frozen=True, slots=True)
class FlowWatch:
    """What one caller sees of flows."""

    database: Database
    bus: Bus
    live: LiveStreams
    caller: Caller

    async def read(self, number: str, page: Page, wait: float) -> FlowRead:
        """At once when the flow is settled, else after `wait` seconds at most."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        with self.live.follow(self.bus, topic_of(number)) as news:
            while True:
                flow = await self._read(number, page)
                left = until - loop.time()
                if flow.state.final or left <= 0 or self.live.stopping:
                    return flow
                await news.wait(min(left, _POLL))

    async def _read(self, number: str, page: Page) -> FlowRead:
        async with self.database.new_read_session.begin() as session:
            reader = await get_writing_reader(session, self.caller)
            return await service.get_flow(session, number, page, reader=reader)
