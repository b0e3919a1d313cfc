"""Looks after the conversations of another desk from time to time: a call from it may be lost."""

import asyncio
import logging

from api.chat.announcements import DESK, desk_lane
from api.core.clock import real_now
from api.core.db import Database
from api.core.outgoing import post
from api.desk.port import relay_repository
from api.outgoing import repository as outgoing_repository

logger = logging.getLogger(__name__)


class DeskWatch:
    """`period` in seconds; several processes make one delivery, by its key."""

    def __init__(self, database: Database, period: float) -> None:
        self._database = database
        self._period = period

    async def run_forever(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:
                logger.exception("conversations not looked after: %s", type(error).__name__)
            await asyncio.sleep(self._period)

    async def look(self) -> None:
        """Owe an update of each conversation in human hands, unless one is owed already."""
        turn = int(real_now().timestamp() / self._period)
        async with self._database.new_read_session.begin() as session:
            ids = await relay_repository.in_human_hands(session)
            lanes = {desk_lane(key): key for key in ids}
            busy = await outgoing_repository.busy_lanes(session, lanes)
        for lane in lanes.keys() - busy:
            body = {"conversation_id": lanes[lane]}
            async with self._database.new_session.begin() as session:
                await post(session, DESK, f"{lane}:{turn}", body, lane=lane)
