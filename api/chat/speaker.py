"""Who speaks in a conversation: the moves `bot → queued → agent → bot`, told in the log.

Each move is one atomic update in the caller's transaction, with its `state` events. A
transaction that moves the queue and writes to a log besides calls `lock_queue` first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, log, queue_repository, turn_repository
from api.chat.publication import QUEUE_TOPIC, publish_after_commit
from api.chat.queue_repository import NOT_WAITING, lock_queue
from api.core import clock
from api.domain.speaker import Speaker
from api.models.conversation import Conversation

__all__ = [
    "Waiting",
    "claim",
    "close_by_agent",
    "enqueue",
    "give_back",
    "leave_queue",
    "lock_queue",
    "queue",
    "speaker_of",
    "tell_positions",
    "transfer",
]

speaker_of = queue_repository.speaker_of

_NO_AGENT: dict[str, Any] = {"agent_login": None, "agent_name": None}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in the queue; `position` is its rank from 1."""

    conversation_id: str
    position: int
    queued_at: datetime
    reason: str | None


async def queue(session: AsyncSession) -> list[Waiting]:
    """Those who wait, first come first."""
    rows = await queue_repository.waiting(session)
    return [
        Waiting(conversation_id, rank, queued_at, reason)
        for rank, (conversation_id, queued_at, _, reason) in enumerate(rows, start=1)
    ]


async def enqueue(session: AsyncSession, conversation_id: str, reason: str) -> int | None:
    """Put a conversation in the queue and cancel the answers that the bot still owed.

    `reason` is a code (`user_wish`, `bot`…), not a sentence. Returns the position from 1, also
    for one that waited already; None if an agent is on, or the conversation closed or unknown.
    """
    await lock_queue(session)
    values = await _waiting_values(session, reason)
    moved = await queue_repository.change_speaker(
        session,
        conversation_id,
        expected=Speaker.BOT,
        values={**values, "handovers": Conversation.handovers + 1},
    )
    if moved:
        cancelled = await turn_repository.cancel_due(session, conversation_id)
        await log.append(session, conversation_id, [drafts.turn_end(seq) for seq in cancelled])
        await tell_positions(session)
    return await _position(session, conversation_id)


async def leave_queue(session: AsyncSession, conversation_id: str) -> bool:
    """Back to the assistant, by the user's wish; False if the conversation was not waiting."""
    await lock_queue(session)
    values = {"speaker": Speaker.BOT, **NOT_WAITING}
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.QUEUED, values=values
    )
    if moved:
        await log.append(session, conversation_id, [drafts.state(Speaker.BOT)])
        await tell_positions(session)
    return moved


async def claim(
    session: AsyncSession, conversation_id: str, agent_login: str, agent_name: str
) -> bool:
    """Let an agent take a waiting conversation; False if it is not waiting (any more)."""
    await lock_queue(session)
    agent = {"agent_login": agent_login, "agent_name": agent_name}
    values = {"speaker": Speaker.AGENT, **NOT_WAITING, **agent}
    taken = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.QUEUED, values=values
    )
    if taken:
        told = drafts.state(Speaker.AGENT, agent=agent_name)
        await log.append(session, conversation_id, [told])
        await tell_positions(session)
    return taken


async def close_by_agent(session: AsyncSession, conversation_id: str, agent_login: str) -> bool:
    """The agent is done and the assistant is back; False if this agent was not on."""
    agent_name = await queue_repository.agent_name_of(session, conversation_id)
    values = {"speaker": Speaker.BOT, **_NO_AGENT}
    closed = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.AGENT, values=values, agent_login=agent_login
    )
    if closed:
        told = drafts.state(Speaker.BOT, agent=agent_name)
        await log.append(session, conversation_id, [told])
        publish_after_commit(session, QUEUE_TOPIC)
    return closed


async def transfer(
    session: AsyncSession, conversation_id: str, agent_login: str, to_login: str, to_name: str
) -> bool:
    """Hand a conversation from one agent to another; False if the first was not on."""
    values = {"agent_login": to_login, "agent_name": to_name}
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.AGENT, values=values, agent_login=agent_login
    )
    if moved:
        told = drafts.state(Speaker.AGENT, agent=to_name)
        await log.append(session, conversation_id, [told])
        publish_after_commit(session, QUEUE_TOPIC)
    return moved


async def give_back(
    session: AsyncSession, conversation_id: str, agent_login: str, reason: str
) -> bool:
    """An agent puts a conversation back at the head of the queue; False if this agent was not on.

    Its user has waited already: `queued_at` is then that of whoever was first.
    """
    await lock_queue(session)
    head = await queue_repository.place_at_head(session)
    values = {**await _waiting_values(session, reason), **head, **_NO_AGENT}
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.AGENT, values=values, agent_login=agent_login
    )
    if moved:
        await tell_positions(session)
    return moved


async def _waiting_values(session: AsyncSession, reason: str) -> dict[str, Any]:
    return {
        "speaker": Speaker.QUEUED,
        "queued_at": clock.now(),
        "queue_ticket": await queue_repository.next_ticket(session),
        "told_position": None,
        "queue_reason": reason[:64],
    }


async def _position(session: AsyncSession, conversation_id: str) -> int | None:
    for waiting in await queue(session):
        if waiting.conversation_id == conversation_id:
            return waiting.position
    return None


async def tell_positions(session: AsyncSession) -> None:
    """Tell everyone in the queue whose position is not the one they know."""
    rows = await queue_repository.waiting(session)
    for position, (conversation_id, _, told, _) in enumerate(rows, start=1):
        if told != position:
            event = drafts.state(Speaker.QUEUED, position=position)
            await log.append(session, conversation_id, [event])
            await queue_repository.note_told(session, conversation_id, position)
    publish_after_commit(session, QUEUE_TOPIC)
