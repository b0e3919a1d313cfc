"""Looks after those whose agent is gone, and after what was told of waits that have changed."""

import asyncio
import logging
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log, speaker
from api.chat.drafts import WAITING_CHOICES
from api.core.clock import real_now
from api.core.db import Database
from api.desk.presence import repository as presence_repository
from api.desk.presence.repository import Abandoned
from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker

logger = logging.getLogger(__name__)

EVERY = 10.0  # seconds
# After a restart that outlasted the leases: every open page has pinged by then.
BEFORE_FIRST = 30.0  # seconds

REASON = "agent_gone"


class PresenceSweep:
    """One per process; several do no harm, as each move is made once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run_forever(self) -> None:
        """Waits first: after a restart, agents have the time to be seen again."""
        await asyncio.sleep(BEFORE_FIRST)
        while True:
            try:
                await self.sweep(real_now())
            except Exception as error:
                # The database may be away for a moment: the sweep must outlive it.
                logger.exception("presence not swept: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    async def sweep(self, at: datetime) -> None:
        """Presence as of this real instant. Nothing is locked when there is nothing to do."""
        async with self._database.new_read_session.begin() as session:
            if not await _has_work(session, at):
                return
        async with self._database.new_session.begin() as session:
            await speaker.lock_queue(session)
            for left in await presence_repository.abandoned(session, at):
                await _return(session, left)
            await speaker.tell_positions(session, at)


async def _has_work(session: AsyncSession, at: datetime) -> bool:
    if await presence_repository.abandoned(session, at):
        return True
    return not await speaker.all_told(session, at)


async def _return(session: AsyncSession, left: Abandoned) -> None:
    """Say why before the position that follows; its choices leave the queue."""
    text = _text(left.agent_name)
    told = log.EventDraft(
        Sender.SYSTEM,
        EventType.MESSAGE,
        text=text,
        choices=WAITING_CHOICES,
        choices_while=Speaker.QUEUED,
    )
    await log.append(session, left.conversation_id, [told])
    await speaker.return_at_rank(session, left.conversation_id, left.agent_login, REASON)


def _text(agent_name: str) -> str:
    return (
        f"La connexion de {agent_name} est interrompue. Votre demande reprend sa place dans la "
        "file d’attente : l’agent suivant lira vos échanges."
    )
