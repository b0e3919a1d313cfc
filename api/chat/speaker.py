"""Who speaks in a conversation: the moves `bot → queued → agent → bot`, told in the log.

Each move is one atomic update in the caller's transaction, with its `state` events. A
transaction that moves the queue and writes to a log besides calls `lock_queue` first.
"""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, episodes, log, queue_repository, turn_repository
from api.chat.announcements import announce
from api.chat.queue_repository import NOT_WAITING, WITH_ASSISTANT, lock_queue
from api.chat.queue_return import give_back, propose_to, return_at_rank
from api.chat.queue_theme import theme_of
from api.chat.waiting_queue import Waiting, all_told, queue, tell_positions, waiting_of
from api.core import clock
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.conversation import Conversation

__all__ = [
    "Waiting",
    "all_told",
    "claim",
    "close_by_agent",
    "close_episode",
    "end_exchange",
    "enqueue",
    "give_back",
    "leave_queue",
    "lock_queue",
    "propose_to",
    "queue",
    "return_at_rank",
    "set_urgent",
    "speaker_of",
    "tell_positions",
    "transfer",
    "waiting_of",
]

speaker_of = queue_repository.speaker_of


async def enqueue(session: AsyncSession, conversation_id: str, reason: str) -> int | None:
    """Put a conversation in the queue and cancel the answers that the bot still owed.

    `reason` is a code (`user_wish`, `bot`…), not a sentence. Returns the position from 1, also
    for one that waited already; None if an agent is on, or the conversation closed or unknown.
    """
    await lock_queue(session)
    values: dict[str, Any] = {"speaker": Speaker.QUEUED, "handovers": Conversation.handovers + 1}
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.BOT, values=values
    )
    if moved:
        await _wait_first_time(session, conversation_id, reason)
        cancelled = await turn_repository.cancel_due(session, conversation_id)
        await log.append(session, conversation_id, [drafts.turn_end(seq) for seq in cancelled])
        await tell_positions(session)
    found = await waiting_of(session, conversation_id)
    return found.position if found else None


async def leave_queue(session: AsyncSession, conversation_id: str) -> bool:
    """Back to the assistant, by the user's wish; False if the conversation was not waiting."""
    return await _end(session, conversation_id, Speaker.QUEUED, CloseOutcome.USER_LEFT)


async def claim(
    session: AsyncSession, conversation_id: str, agent_login: str, agent_name: str
) -> bool:
    """Let an agent take a waiting conversation; False if it is not waiting (any more)."""
    await lock_queue(session)
    values = {**NOT_WAITING, **_agent_values(agent_login, agent_name)}
    taken = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.QUEUED, values=values
    )
    if taken:
        await _tell_agent(session, conversation_id, agent_login, agent_name)
    return taken


async def close_by_agent(
    session: AsyncSession,
    conversation_id: str,
    agent_login: str,
    outcome: CloseOutcome = CloseOutcome.OTHER,
) -> bool:
    """The agent is done and the assistant is back; False if this agent was not on."""
    return await _end(session, conversation_id, Speaker.AGENT, outcome, agent_login)


async def end_exchange(
    session: AsyncSession, conversation_id: str, expected: Speaker, outcome: CloseOutcome
) -> bool:
    """The assistant is back whatever the agent; False if `expected` (queue, agent) is no more."""
    return await _end(session, conversation_id, expected, outcome)


async def transfer(
    session: AsyncSession,
    conversation_id: str,
    agent_login: str | None,
    to_login: str,
    to_name: str,
) -> bool:
    """Hand a conversation to another agent; False if the first (None: anyone) was not on."""
    await lock_queue(session)
    moved = await queue_repository.change_speaker(
        session,
        conversation_id,
        expected=Speaker.AGENT,
        values=_agent_values(to_login, to_name),
        agent_login=agent_login,
    )
    if moved:
        await _tell_agent(session, conversation_id, to_login, to_name)
    return moved


async def set_urgent(session: AsyncSession, conversation_id: str, *, urgent: bool) -> None:
    """Pass before those who are not, or no longer; told to all who move."""
    await lock_queue(session)
    if await queue_repository.set_urgent(session, conversation_id, urgent=urgent):
        await tell_positions(session)


async def _wait_first_time(session: AsyncSession, conversation_id: str, reason: str) -> None:
    theme = await theme_of(session, conversation_id)
    episode = await episodes.open_one(session, conversation_id, reason, theme)
    values = {
        "queued_at": episode.queued_at,
        "queue_ticket": episode.id,
        "waiting_since": episode.queued_at,
        "queue_reason": reason[:64],
        "queue_theme": theme,
    }
    await queue_repository.set_values(session, conversation_id, values)
    facts = {"episode": episode.id, "reason": reason, "theme": theme}
    await announce(session, "conversation.queued", conversation_id, **facts)


async def _tell_agent(session: AsyncSession, conversation_id: str, login: str, name: str) -> None:
    await log.append(session, conversation_id, [drafts.state(Speaker.AGENT, agent=name)])
    episode = await episodes.claimed(session, conversation_id, login, name)
    await announce(session, "conversation.claimed", conversation_id, episode=episode, agent=name)
    await tell_positions(session)


async def _end(
    session: AsyncSession,
    conversation_id: str,
    expected: Speaker,
    outcome: CloseOutcome,
    agent_login: str | None = None,
) -> bool:
    await lock_queue(session)
    agent = await queue_repository.agent_of(session, conversation_id)
    ended = await queue_repository.change_speaker(
        session, conversation_id, expected=expected, values=WITH_ASSISTANT, agent_login=agent_login
    )
    if ended:
        name = agent[1] if agent else None
        await log.append(session, conversation_id, [drafts.state(Speaker.BOT, agent=name)])
        await close_episode(session, conversation_id, outcome, name)
        await tell_positions(session)
    return ended


async def close_episode(
    session: AsyncSession, conversation_id: str, outcome: CloseOutcome, agent_name: str | None
) -> None:
    """The hand-over is over, and other programs are told; who speaks is the caller's."""
    episode = await episodes.close(session, conversation_id, outcome)
    facts = {"episode": episode, "agent": agent_name, "outcome": outcome.value}
    await announce(session, "conversation.closed", conversation_id, **facts)


def _agent_values(login: str, name: str) -> dict[str, Any]:
    return {
        "speaker": Speaker.AGENT,
        "agent_login": login,
        "agent_name": name,
        "agent_since": clock.now(),
    }
