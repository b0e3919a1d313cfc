"""SQL of conversations as a whole: created, locked, logged in, erased."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.errors import ConversationNotFoundError
from api.domain.chat_event import EventType
from api.domain.speaker import Speaker
from api.models.chat_attachment import ChatAttachment
from api.models.chat_choice import ChatChoice
from api.models.chat_event import ChatEvent
from api.models.chat_turn import ChatTurn
from api.models.chat_vote import ChatVote
from api.models.conversation import Conversation
from api.models.mail_proof import MailProof

_PARTS = (ChatVote, ChatAttachment, ChatTurn, ChatChoice, ChatEvent, MailProof)


@dataclass(frozen=True, slots=True)
class Secret:
    """What proves that a caller holds the conversation."""

    token_hash: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation whose row is locked until the transaction ends."""

    speaker: Speaker
    login: str | None
    created_at: datetime
    handovers: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Counted facts of a conversation."""

    turns: int
    votes_up: int
    votes_down: int


async def add(session: AsyncSession, conversation: Conversation) -> None:
    session.add(conversation)
    await session.flush()


async def find_secret(session: AsyncSession, conversation_id: str) -> Secret | None:
    statement = select(Conversation.token_hash, Conversation.expires_at)
    row = (await session.execute(statement.where(Conversation.id == conversation_id))).first()
    return None if row is None else Secret(row[0], row[1])


async def last_seq(session: AsyncSession, conversation_id: str) -> int | None:
    """The number of the last event; None once the conversation is erased."""
    statement = select(Conversation.last_seq).where(Conversation.id == conversation_id)
    return await session.scalar(statement)


async def login_of(session: AsyncSession, conversation_id: str) -> str | None:
    statement = select(Conversation.login).where(Conversation.id == conversation_id)
    return await session.scalar(statement)


async def hold(session: AsyncSession, conversation_id: str) -> Held:
    """Lock the conversation: whoever writes to it next waits for our commit.

    Raises:
        ConversationNotFoundError: unknown, or erased meanwhile.
    """
    statement = (
        select(
            Conversation.speaker,
            Conversation.login,
            Conversation.created_at,
            Conversation.handovers,
        )
        .where(Conversation.id == conversation_id)
        .with_for_update()
    )
    row = (await session.execute(statement)).first()
    if row is None:
        raise ConversationNotFoundError
    return Held(row[0], row[1], row[2], row[3])


async def set_login(session: AsyncSession, conversation_id: str, login: str) -> None:
    statement = update(Conversation).where(Conversation.id == conversation_id)
    await session.execute(
        statement.values(login=login).execution_options(synchronize_session=False)
    )


async def count_facts(session: AsyncSession, conversation_id: str) -> Counts:
    turns = await session.scalar(
        select(func.count()).where(
            ChatEvent.conversation_id == conversation_id, ChatEvent.type == EventType.TURN_END
        )
    )
    votes = select(ChatVote.value, func.count()).group_by(ChatVote.value)
    rows = await session.execute(votes.where(ChatVote.conversation_id == conversation_id))
    by_value = dict(rows.all())
    return Counts(turns or 0, by_value.get(1, 0), by_value.get(-1, 0))


async def erase(session: AsyncSession, conversation_id: str) -> None:
    """Delete every row of the conversation."""
    for part in _PARTS:
        await session.execute(delete(part).where(part.conversation_id == conversation_id))
    await session.execute(delete(Conversation).where(Conversation.id == conversation_id))
