"""SQL of a case: the conversation, what was said in it, and the user's other ones.

What concerns the portal is not read here, but through its services, in the user's place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.understanding import Understood
from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker
from api.models.chat_event import ChatEvent
from api.models.chat_turn import ChatTurn
from api.models.conversation import Conversation
from api.models.desk_episode import DeskEpisode
from api.models.desk_note import DeskNote

# Ours: the events and conversations looked back at.
_MAX_SPOKEN = 400
_MAX_PREVIOUS = 10


@dataclass(frozen=True, slots=True)
class Head:
    """Whose conversation it is, and who has it in hand; `login` is None for an anonymous user."""

    id: str
    login: str | None
    speaker: Speaker
    agent_login: str | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of the user or of an agent, or a card; `understood` if the bot answered it."""

    seq: int
    at: datetime
    sender: Sender
    body: dict[str, Any]
    understood: Understood | None

    @property
    def text(self) -> str:
        return str(self.body.get("text", ""))


@dataclass(frozen=True, slots=True)
class Previous:
    """A hand-over of the past, or a conversation that had none: then `ended_at` and the rest are
    None. `id` is the conversation's.
    """

    id: str
    started_at: datetime
    ended_at: datetime | None
    agent: str | None
    reason: str | None
    outcome: str | None


async def find_head(
    session: AsyncSession, conversation_id: str, *, lock: bool = False
) -> Head | None:
    columns = (Conversation.id, Conversation.login, Conversation.speaker, Conversation.agent_login)
    statement = select(*columns).where(Conversation.id == conversation_id)
    if lock:
        statement = statement.with_for_update()
    row = (await session.execute(statement)).first()
    return None if row is None else Head(*row)


async def spoken(session: AsyncSession, conversation_id: str) -> Sequence[Spoken]:
    """The latest first, `_MAX_SPOKEN` at most; what the bot said in words is not needed here."""
    people = ChatEvent.sender.in_([Sender.USER, Sender.AGENT])
    turn = and_(
        ChatTurn.conversation_id == ChatEvent.conversation_id, ChatTurn.user_seq == ChatEvent.seq
    )
    columns = (ChatEvent.seq, ChatEvent.at, ChatEvent.sender, ChatEvent.body, ChatTurn.understood)
    statement = (
        select(*columns)
        .outerjoin(ChatTurn, turn)
        .where(
            ChatEvent.conversation_id == conversation_id,
            or_(
                and_(people, ChatEvent.type == EventType.MESSAGE),
                ChatEvent.type == EventType.CARD,
            ),
        )
        .order_by(ChatEvent.seq.desc())
        .limit(_MAX_SPOKEN)
    )
    rows = await session.execute(statement)
    return [
        Spoken(seq, at, sender, body, Understood.read(kept) if kept else None)
        for seq, at, sender, body, kept in rows
    ]


async def notes(session: AsyncSession, conversation_id: str) -> Sequence[DeskNote]:
    """Oldest first."""
    statement = (
        select(DeskNote).where(DeskNote.conversation_id == conversation_id).order_by(DeskNote.id)
    )
    return (await session.scalars(statement)).all()


async def previous(session: AsyncSession, head: Head) -> Sequence[Previous]:
    """Of the same login, this conversation's own past hand-overs included; the latest first."""
    if head.login is None:
        return []
    episode = DeskEpisode
    other_or_ended = or_(Conversation.id != head.id, episode.closed_at.is_not(None))
    statement = (
        select(Conversation.id, Conversation.created_at, episode)
        .outerjoin(episode, episode.conversation_id == Conversation.id)
        .where(Conversation.login == head.login, other_or_ended)
        .order_by(Conversation.created_at.desc(), episode.id.desc())
        .limit(_MAX_PREVIOUS)
    )
    rows = await session.execute(statement)
    return [_previous(key, created_at, found) for key, created_at, found in rows]


def _previous(conversation_id: str, created_at: datetime, episode: DeskEpisode | None) -> Previous:
    if episode is None:
        return Previous(conversation_id, created_at, None, None, None, None)
    return Previous(
        conversation_id,
        episode.queued_at,
        episode.closed_at,
        episode.agent_name,
        episode.queue_reason,
        episode.close_reason,
    )
