"""SQL of how far a conversation and its double know each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.chat_event import EventType
from api.domain.speaker import Speaker
from api.models.chat_event import ChatEvent
from api.models.conversation import Conversation
from api.models.desk_relay import DeskRelay
from api.models.user import User

IN_HUMAN_HANDS = frozenset({Speaker.QUEUED, Speaker.AGENT})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A conversation as it is now; `name` is None for one whom the portal does not know."""

    speaker: Speaker
    login: str | None
    name: str | None
    last_seq: int

    @property
    def with_humans(self) -> bool:
        return self.speaker in IN_HUMAN_HANDS


async def snapshot(session: AsyncSession, conversation_id: str) -> Snapshot | None:
    """None once the conversation is erased."""
    statement = (
        select(Conversation.speaker, Conversation.login, User.name, Conversation.last_seq)
        .outerjoin(User, User.login == Conversation.login)
        .where(Conversation.id == conversation_id)
    )
    row = (await session.execute(statement)).first()
    return None if row is None else Snapshot(*row)


async def find_or_add(session: AsyncSession, conversation_id: str) -> DeskRelay:
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(DeskRelay) if on_sqlite else postgresql.insert(DeskRelay)
    values = {"conversation_id": conversation_id, "told_seq": 0, "told_mark": 0, "heard_mark": 0}
    await session.execute(insert.values(**values).on_conflict_do_nothing())
    found = await session.get(DeskRelay, conversation_id)
    assert found is not None
    return found


async def find(session: AsyncSession, conversation_id: str) -> DeskRelay | None:
    return await session.get(DeskRelay, conversation_id)


async def note(session: AsyncSession, conversation_id: str, **values: Any) -> None:
    """Only the worker that holds the conversation's lane writes here."""
    statement = update(DeskRelay).where(DeskRelay.conversation_id == conversation_id)
    await session.execute(statement.values(**values))


async def remove(session: AsyncSession, conversation_id: str) -> None:
    await session.execute(delete(DeskRelay).where(DeskRelay.conversation_id == conversation_id))


async def by_thread(session: AsyncSession, thread: int) -> str | None:
    """The conversation that has this double."""
    statement = select(DeskRelay.conversation_id).where(DeskRelay.thread == thread)
    return await session.scalar(statement.order_by(DeskRelay.conversation_id).limit(1))


async def in_human_hands(session: AsyncSession) -> Sequence[str]:
    """The conversations to look after: with humans here, or at the other desk."""
    here = select(Conversation.id).where(Conversation.speaker.in_(IN_HUMAN_HANDS))
    there = select(DeskRelay.conversation_id).where(DeskRelay.opened)
    return (await session.scalars(here.union(there))).all()


async def said_after(session: AsyncSession, conversation_id: str, seq: int) -> list[ChatEvent]:
    """Messages and states after `seq`, oldest first."""
    statement = (
        select(ChatEvent)
        .where(
            ChatEvent.conversation_id == conversation_id,
            ChatEvent.seq > seq,
            ChatEvent.type.in_((EventType.MESSAGE, EventType.CARD, EventType.STATE)),
        )
        .order_by(ChatEvent.seq)
    )
    return list(await session.scalars(statement))
