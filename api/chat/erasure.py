"""Erases a conversation (GDPR): rows at once, files and the bot's memory soon after."""

import asyncio
import logging
import shutil
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import (
    conversation_repository,
    queue_repository,
    speaker,
    transcript_mail,
    turn_repository,
)
from api.chat.announcements import tell_desk
from api.chat.attachments import folder_of
from api.chat.gateway import BotFailedError, BotUnavailableError, Gateway
from api.chat.publication import ERASURES_TOPIC, conversation_topic, publish_after_commit
from api.core import clock
from api.core.bus import Bus
from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.chat_erasure import ErasedConversation, PendingErasure

logger = logging.getLogger(__name__)

_POLL, _LONGEST_DELAY = 5.0, 300.0  # seconds


async def erase_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Delete all that was said, keep counted facts, and owe the rest to the eraser."""
    await speaker.lock_queue(session)
    held = await conversation_repository.hold(session, conversation_id)
    counts = await conversation_repository.count_facts(session, conversation_id)
    facts = ErasedConversation(
        created_on=held.created_at.date(),
        erased_on=clock.now().date(),
        turns=counts.turns,
        handovers=held.handovers,
        votes_up=counts.votes_up,
        votes_down=counts.votes_down,
    )
    due_at = real_now()
    if await turn_repository.is_leased(session, conversation_id):
        # The bot is at work on it and would remember it again: let it finish first.
        due_at += timedelta(seconds=get_settings().bot_turn_timeout)
    await _end_hand_over(session, conversation_id, held.speaker)
    await transcript_mail.forget(session, conversation_id)
    await conversation_repository.erase(session, conversation_id)
    session.add_all([facts, PendingErasure(conversation_id=conversation_id, due_at=due_at)])
    await session.flush()
    await speaker.tell_positions(session)
    publish_after_commit(session, conversation_topic(conversation_id))
    publish_after_commit(session, ERASURES_TOPIC)


async def _end_hand_over(session: AsyncSession, conversation_id: str, speaks: Speaker) -> None:
    """Tell that it is over; another desk forgets its double, hand-over under way or not."""
    if speaks not in (Speaker.QUEUED, Speaker.AGENT):
        await tell_desk(session, conversation_id)
        return
    agent = await queue_repository.agent_of(session, conversation_id)
    name = agent[1] if agent else None
    await speaker.close_episode(session, conversation_id, CloseOutcome.ERASED, name)


class Eraser:
    """Ends what `erase_conversation` began; repeating it does no harm."""

    def __init__(self, database: Database, bus: Bus, gateway: Gateway, settings: Settings) -> None:
        self._database = database
        self._bus = bus
        self._gateway = gateway
        self._data_dir = settings.data_dir

    async def run_forever(self) -> None:
        with self._bus.subscribe(ERASURES_TOPIC) as wake:
            while True:
                try:
                    await self._erase_due()
                except Exception as error:
                    logger.exception("erasure failed: %s", type(error).__name__)
                await wake.wait(_POLL)

    async def _erase_due(self) -> None:
        statement = select(PendingErasure).where(PendingErasure.due_at <= real_now())
        async with self._database.new_read_session.begin() as session:
            pending = list(await session.scalars(statement))
        for erasure in pending:
            await self._erase(erasure)

    async def _erase(self, erasure: PendingErasure) -> None:
        conversation_id = erasure.conversation_id
        try:
            await asyncio.to_thread(_remove, folder_of(self._data_dir, conversation_id))
            await self._gateway.erase(conversation_id)
        except (BotUnavailableError, BotFailedError, OSError) as error:
            logger.warning("erasure of %s put off: %s", conversation_id, type(error).__name__)
            await self._put_off(erasure)
            return
        done = delete(PendingErasure).where(PendingErasure.conversation_id == conversation_id)
        async with self._database.new_session.begin() as session:
            await session.execute(done)

    async def _put_off(self, erasure: PendingErasure) -> None:
        delay = min(_LONGEST_DELAY, _POLL * 2.0 ** min(erasure.attempts, 8))
        statement = (
            update(PendingErasure)
            .where(PendingErasure.conversation_id == erasure.conversation_id)
            .values(attempts=erasure.attempts + 1, due_at=real_now() + timedelta(seconds=delay))
        )
        async with self._database.new_session.begin() as session:
            await session.execute(statement)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
