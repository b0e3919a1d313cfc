"""SQL of the waiting queue and of who speaks. Rules are in `speaker.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.speaker import Speaker
from api.models.conversation import Conversation

# Any constant will do, as long as nothing else takes this advisory lock.
_QUEUE_LOCK = 0x63686F72

NOT_WAITING: dict[str, Any] = {
    "queued_at": None,
    "queue_ticket": None,
    "told_position": None,
    "queue_reason": None,
}


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
    """Atomic: False when somebody was faster, or the conversation is unknown."""
    statement = (
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.speaker == expected)
        .values(**values)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    )
    if agent_login is not None:
        statement = statement.where(Conversation.agent_login == agent_login)
    return await session.scalar(statement) is not None


async def next_ticket(session: AsyncSession) -> int:
    highest = await session.scalar(select(func.max(Conversation.queue_ticket)))
    return (highest or 0) + 1


async def place_at_head(session: AsyncSession) -> dict[str, Any]:
    """Values that come before everyone who waits; none when nobody does."""
    statement = (
        select(Conversation.queued_at, Conversation.queue_ticket)
        .where(Conversation.speaker == Speaker.QUEUED)
        .order_by(Conversation.queued_at, Conversation.queue_ticket)
        .limit(1)
    )
    head = (await session.execute(statement)).first()
    return {} if head is None else {"queued_at": head[0], "queue_ticket": (head[1] or 0) - 1}


async def waiting(session: AsyncSession) -> Sequence[tuple[str, datetime, int | None, str | None]]:
    """(conversation id, queued at, position last told, reason), first come first."""
    statement = (
        select(
            Conversation.id,
            Conversation.queued_at,
            Conversation.told_position,
            Conversation.queue_reason,
        )
        .where(Conversation.speaker == Speaker.QUEUED)
        .order_by(Conversation.queued_at, Conversation.queue_ticket, Conversation.id)
    )
    rows = (await session.execute(statement)).all()
    return [(key, at, told, reason) for key, at, told, reason in rows if at is not None]


async def note_told(session: AsyncSession, conversation_id: str, position: int) -> None:
    statement = update(Conversation).where(Conversation.id == conversation_id)
    statement = statement.execution_options(synchronize_session=False)
    await session.execute(statement.values(told_position=position))


async def speaker_of(session: AsyncSession, conversation_id: str) -> Speaker | None:
    statement = select(Conversation.speaker).where(Conversation.id == conversation_id)
    return await session.scalar(statement)


async def agent_name_of(session: AsyncSession, conversation_id: str) -> str | None:
    statement = select(Conversation.agent_name).where(Conversation.id == conversation_id)
    return await session.scalar(statement)
