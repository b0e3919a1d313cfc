"""SQL of what an agent sees: who waits, whose conversations are his, notes of colleagues.

Moves of the queue and writing to a log are `api.chat`'s.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker
from api.models.chat_event import ChatEvent
from api.models.conversation import Conversation
from api.models.desk_note import DeskNote
from api.models.user import User

# How far back to look for a sentence that says more than « contacter un agent ».
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a conversation in hand."""

    speaker: Speaker
    agent_login: str | None
    last_seq: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A conversation as an agent may see it. `name` is None for a login unknown to the portal."""

    id: str
    login: str | None
    name: str | None
    last_seq: int
    urgent: bool
    theme: str | None
    agent_login: str | None
    agent_since: datetime | None
    waiting_for_agent: bool


async def find_holder(session: AsyncSession, conversation_id: str) -> Holder | None:
    statement = select(Conversation.speaker, Conversation.agent_login, Conversation.last_seq)
    row = (await session.execute(statement.where(Conversation.id == conversation_id))).first()
    return None if row is None else Holder(row[0], row[1], row[2])


async def owned(session: AsyncSession, agent_login: str) -> Sequence[Seen]:
    """The conversations that this agent has in hand, oldest first."""
    return await _seen(
        session, Conversation.speaker == Speaker.AGENT, Conversation.agent_login == agent_login
    )


async def last_seqs(
    session: AsyncSession, agent_login: str, conversation_ids: Collection[str]
) -> dict[str, int]:
    """How far each of these has come, of those that this agent has in hand."""
    statement = select(Conversation.id, Conversation.last_seq).where(
        Conversation.id.in_(conversation_ids),
        Conversation.speaker == Speaker.AGENT,
        Conversation.agent_login == agent_login,
    )
    return dict((await session.execute(statement)).all())


async def in_hand(session: AsyncSession) -> Sequence[Seen]:
    """Every conversation that an agent has, oldest first."""
    return await _seen(session, Conversation.speaker == Speaker.AGENT)


async def waiting(session: AsyncSession) -> dict[str, Seen]:
    """The conversations of the queue, by id; their order is `api.chat.speaker.queue`'s."""
    rows = await _seen(session, Conversation.speaker == Speaker.QUEUED)
    return {row.id: row for row in rows}


async def recent_texts(
    session: AsyncSession, conversation_ids: Collection[str]
) -> dict[str, list[str]]:
    """The last things each user said, latest first."""
    rank = (
        func.row_number()
        .over(partition_by=ChatEvent.conversation_id, order_by=ChatEvent.seq.desc())
        .label("rank")
    )
    recent = (
        select(ChatEvent.conversation_id, ChatEvent.body, rank)
        .where(
            ChatEvent.conversation_id.in_(conversation_ids),
            ChatEvent.sender == Sender.USER,
            ChatEvent.type == EventType.MESSAGE,
        )
        .subquery()
    )
    statement = select(recent).where(recent.c.rank <= _RECENT).order_by(recent.c.rank)
    texts: dict[str, list[str]] = {}
    for conversation_id, body, _ in (await session.execute(statement)).all():
        texts.setdefault(conversation_id, []).append(str(body.get("text", "")))
    return texts


async def last_notes(
    session: AsyncSession, conversation_ids: Collection[str]
) -> dict[str, DeskNote]:
    """The latest note of each conversation that has one."""
    latest = (
        select(func.max(DeskNote.id))
        .where(DeskNote.conversation_id.in_(conversation_ids))
        .group_by(DeskNote.conversation_id)
    )
    notes = await session.scalars(select(DeskNote).where(DeskNote.id.in_(latest)))
    return {note.conversation_id: note for note in notes}


async def _seen(session: AsyncSession, *conditions: ColumnElement[bool]) -> Sequence[Seen]:
    statement = (
        select(
            Conversation.id,
            Conversation.login,
            User.name,
            Conversation.last_seq,
            Conversation.urgent,
            Conversation.queue_theme,
            Conversation.agent_login,
            Conversation.agent_since,
            Conversation.waiting_for_agent,
        )
        .outerjoin(User, User.login == Conversation.login)
        .where(*conditions)
        .order_by(Conversation.created_at, Conversation.id)
    )
    return [Seen(*row) for row in (await session.execute(statement)).all()]
