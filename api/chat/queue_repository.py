"""SQL of the waiting queue and of who speaks. Rules are in `speaker.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.queue_proposal import Wanted
from api.domain.speaker import Speaker
from api.models.conversation import Conversation

# Any constant will do, as long as nothing else takes this advisory lock.
_QUEUE_LOCK = 0x63686F72

NOT_WAITING: dict[str, Any] = {
    "queued_at": None,
    "queue_ticket": None,
    "told_position": None,
    "told_wait": None,
    "queue_reason": None,
    "waiting_since": None,
    "queue_team": None,
    "queue_agent": None,
}
WITH_ASSISTANT: dict[str, Any] = {
    **NOT_WAITING,
    "speaker": Speaker.BOT,
    "urgent": False,
    "queue_theme": None,
    "agent_login": None,
    "agent_name": None,
    "agent_since": None,
}


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the queue; `told` is the position and the wait that its user last read."""

    conversation_id: str
    waiting_since: datetime
    told: tuple[int | None, str | None]
    reason: str | None
    urgent: bool
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Place:
    """A rank: the earlier instant first, then the lower ticket."""

    queued_at: datetime
    ticket: int

    def values(self) -> dict[str, Any]:
        return {"queued_at": self.queued_at, "queue_ticket": self.ticket}


async def lock_queue(session: AsyncSession) -> None:
    """Let one transaction at a time move the queue, so that ranks told to users are true.

    To be taken before any lock on a conversation, lest two transactions wait for each other.
    On SQLite writers are alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _QUEUE_LOCK})


async def change_speaker(
    session: AsyncSession,
    conversation_id: str,
    *,
    expected: Speaker,
    values: dict[str, Any],
    agent_login: str | None = None,
) -> bool:
    """Atomic: False when somebody was faster, or the conversation is unknown.

    With `agent_login`, only if that agent is the one who is on.
    """
    conditions = [Conversation.id == conversation_id, Conversation.speaker == expected]
    if agent_login is not None:
        conditions.append(Conversation.agent_login == agent_login)
    return await _update(session, conditions, values)


async def set_values(session: AsyncSession, conversation_id: str, values: dict[str, Any]) -> None:
    await _update(session, [Conversation.id == conversation_id], values)


async def set_urgent(session: AsyncSession, conversation_id: str, *, urgent: bool) -> bool:
    """False if it was so already, or if nobody waits for an agent nor has one."""
    conditions = [
        Conversation.id == conversation_id,
        Conversation.speaker.in_((Speaker.QUEUED, Speaker.AGENT)),
        Conversation.urgent != urgent,
    ]
    return await _update(session, conditions, {"urgent": urgent})


async def forget_team(session: AsyncSession, team: str) -> None:
    """Those who wait for this team wait for anybody."""
    statement = update(Conversation).where(Conversation.queue_team == team)
    statement = statement.execution_options(synchronize_session=False)
    await session.execute(statement.values(queue_team=None))


async def head(session: AsyncSession) -> Place | None:
    """A rank before everyone who waits; None when nobody does."""
    statement = (
        select(Conversation.queued_at, Conversation.queue_ticket)
        .where(Conversation.speaker == Speaker.QUEUED)
        .order_by(Conversation.queued_at, Conversation.queue_ticket)
        .limit(1)
    )
    first = (await session.execute(statement)).first()
    if first is None:
        return None
    queued_at, ticket = first
    return None if queued_at is None else Place(queued_at, (ticket or 0) - 1)


async def waiting(session: AsyncSession) -> Sequence[Queued]:
    """The queue in its order: the urgent ones, then first come first."""
    statement = (
        select(Conversation)
        .where(Conversation.speaker == Speaker.QUEUED, Conversation.queued_at.is_not(None))
        .order_by(
            Conversation.urgent.desc(),
            Conversation.queued_at,
            Conversation.queue_ticket,
            Conversation.id,
        )
        .execution_options(populate_existing=True)
    )
    return [_queued(row) for row in await session.scalars(statement)]


async def note_told(session: AsyncSession, told: Mapping[str, tuple[int, str]]) -> None:
    """The position and the wait that each (by id) has just been told."""
    if told:
        rows = [
            {"id": key, "told_position": position, "told_wait": wait}
            for key, (position, wait) in told.items()
        ]
        await session.execute(update(Conversation), rows)


async def speaker_of(session: AsyncSession, conversation_id: str) -> Speaker | None:
    statement = select(Conversation.speaker).where(Conversation.id == conversation_id)
    return await session.scalar(statement)


async def agent_of(session: AsyncSession, conversation_id: str) -> tuple[str, str] | None:
    """Login and name of the agent who is on."""
    statement = select(Conversation.agent_login, Conversation.agent_name)
    row = (await session.execute(statement.where(Conversation.id == conversation_id))).first()
    login, name = row or (None, None)
    return (login, name or login) if login else None


def _queued(row: Conversation) -> Queued:
    assert row.queued_at is not None
    return Queued(
        conversation_id=row.id,
        waiting_since=row.waiting_since or row.queued_at,
        told=(row.told_position, row.told_wait),
        reason=row.queue_reason,
        urgent=row.urgent,
        wanted=Wanted(row.queue_theme, row.queue_team, row.queue_agent),
    )


async def _update(
    session: AsyncSession, conditions: Sequence[ColumnElement[bool]], values: dict[str, Any]
) -> bool:
    statement = (
        update(Conversation)
        .where(*conditions)
        .values(**values)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    )
    return await session.scalar(statement) is not None
