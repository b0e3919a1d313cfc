"""An exchange whose user has gone silent: he is warned once, then it ends.

On business time, as the log is: a frozen clock ends nothing.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository, drafts, log, speaker
from api.chat.agent_hours import agent_hours
from api.chat.errors import ConversationNotFoundError
from api.chat.log import ChoiceDraft
from api.core import clock
from api.core.db import Database
from api.core.settings import Settings
from api.domain.chat_event import EventType, Sender
from api.domain.choice_action import ChoiceAction
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.conversation import Conversation

logger = logging.getLogger(__name__)

_EVERY = 10.0  # seconds
_STILL_HERE = ChoiceDraft("Je suis toujours là", ChoiceAction.SAY, "Je suis toujours là")


@dataclass(frozen=True, slots=True)
class Silence:
    """`since`: the last word, or the coming of the agent if that is later."""

    conversation_id: str
    agent_name: str
    since: datetime
    warned_at: datetime | None

    @property
    def warned(self) -> bool:
        return self.warned_at is not None and self.warned_at >= self.since


class IdleWatch:
    """One per process; several do no harm, as each looks again once it holds the conversation."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._warning = timedelta(seconds=settings.idle_warning)
        self._close = timedelta(seconds=settings.idle_close)

    async def run_forever(self) -> None:
        while self._close:
            await asyncio.sleep(_EVERY)
            try:
                await self.look(clock.now())
            except Exception as error:
                # The database may be away for a moment: the watch must outlive it.
                logger.exception("silences not looked at: %s", type(error).__name__)

    async def look(self, at: datetime) -> None:
        """Warn and end what is due at this instant."""
        async with self._database.new_read_session.begin() as session:
            rows = await session.scalars(_silent(at - self._warning))
            silences = [_read(row) for row in rows]
        for silence in silences:
            if not silence.warned or self._is_over(silence, at):
                await self._act(silence.conversation_id, at)

    async def _act(self, conversation_id: str, at: datetime) -> None:
        async with self._database.new_session.begin() as session:
            await speaker.lock_queue(session)
            try:
                await conversation_repository.hold(session, conversation_id)
            except ConversationNotFoundError:
                return
            due = _silent(at - self._warning).where(Conversation.id == conversation_id)
            row = await session.scalar(due)
            if row is None:  # somebody has spoken, or left, meanwhile
                return
            silence = _read(row)
            if not silence.warned:
                await self._warn(session, silence, at)
            elif self._is_over(silence, at):
                await _end(session, silence)

    def _is_over(self, silence: Silence, at: datetime) -> bool:
        """A warning that came late leaves as much time as one that came in time."""
        if silence.warned_at is None or at < silence.since + self._close:
            return False
        return at >= silence.warned_at + (self._close - self._warning)

    async def _warn(self, session: AsyncSession, silence: Silence, at: datetime) -> None:
        left = _minutes(self._close - self._warning)
        text = (
            f"Êtes-vous toujours là ? Sans message de votre part d’ici {left}, l’échange avec "
            f"{silence.agent_name} prendra fin."
        )
        told = log.EventDraft(Sender.SYSTEM, EventType.MESSAGE, text=text, choices=[_STILL_HERE])
        await log.append(session, silence.conversation_id, [told])
        statement = update(Conversation).where(Conversation.id == silence.conversation_id)
        statement = statement.execution_options(synchronize_session=False)
        await session.execute(statement.values(idle_warned_at=at))


async def _end(session: AsyncSession, silence: Silence) -> None:
    ended = await speaker.end_exchange(
        session, silence.conversation_id, Speaker.AGENT, CloseOutcome.INACTIVE
    )
    if not ended:
        return
    reachable = (await agent_hours(session)).reachable
    choices = [drafts.FILE_SOLLICITATION, *([drafts.CALL_AGENT] if reachable else [])]
    again = " ou contacter de nouveau un agent" if reachable else ""
    text = (
        f"Sans nouvelles de votre part, l’échange avec {silence.agent_name} est terminé. Si votre "
        f"demande n’est pas réglée, vous pouvez déposer une sollicitation{again}."
    )
    await log.append(session, silence.conversation_id, [drafts.aside(text, choices)])


def _silent(before: datetime) -> Select[Conversation]:
    """Agents who had the last word, or were left without any, before this instant."""
    return (
        select(Conversation)
        .where(
            Conversation.speaker == Speaker.AGENT,
            ~Conversation.waiting_for_agent,
            Conversation.human_at <= before,
            or_(Conversation.agent_since.is_(None), Conversation.agent_since <= before),
        )
        .order_by(Conversation.id)
        .execution_options(populate_existing=True)
    )


def _read(row: Conversation) -> Silence:
    since = max(at for at in (row.human_at, row.agent_since) if at is not None)
    return Silence(row.id, row.agent_name or "l’agent", since, row.idle_warned_at)


def _minutes(length: timedelta) -> str:
    count = max(1, round(length.total_seconds() / 60))
    return f"{count} minute" if count == 1 else f"{count} minutes"
