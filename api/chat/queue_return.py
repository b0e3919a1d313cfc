"""Back to the queue from an agent: at the head when he hands over, at its rank when he is gone."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import episodes, queue_repository
from api.chat.announcements import announce
from api.chat.queue_repository import Place, lock_queue
from api.chat.waiting_queue import tell_positions
from api.core import clock
from api.domain.queue_proposal import Wanted
from api.domain.speaker import Speaker


async def give_back(
    session: AsyncSession,
    conversation_id: str,
    agent_login: str | None,
    reason: str,
    *,
    team: str | None = None,
) -> bool:
    """Back to the head of the queue, for a team (code) or anyone; False if the agent was not on.

    `agent_login` None is whoever is on. The user has waited already: his rank is before everyone
    who waits, the urgent ones aside.
    """
    await lock_queue(session)
    own, first = await _own_place(session, conversation_id), await queue_repository.head(session)
    place = min((own, first), key=_order) if first else own
    values = _values(place, reason, Wanted(team=team))
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.AGENT, values=values, agent_login=agent_login
    )
    if moved:
        await _announce(session, conversation_id, reason)
        await tell_positions(session)
    return moved


async def return_at_rank(
    session: AsyncSession, conversation_id: str, agent_login: str, reason: str
) -> bool:
    """The agent is gone: his user is where he would be had nobody come; False if he was not on.

    It is proposed first to this agent, should he be back before anyone takes it. The caller tells
    the positions, once for all those whom he left.
    """
    await lock_queue(session)
    place = await _own_place(session, conversation_id)
    values = _values(place, reason, Wanted(agent=agent_login[:64]))
    moved = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.AGENT, values=values, agent_login=agent_login
    )
    if moved:
        await _announce(session, conversation_id, reason)
    return moved


async def propose_to(session: AsyncSession, conversation_id: str, *, team: str | None) -> bool:
    """Whom a waiting conversation is for, None for anyone; False if it does not wait."""
    await lock_queue(session)
    values = {"queue_team": team, "queue_agent": None}
    changed = await queue_repository.change_speaker(
        session, conversation_id, expected=Speaker.QUEUED, values=values
    )
    if changed:
        await tell_positions(session)
    return changed


async def _announce(session: AsyncSession, conversation_id: str, reason: str) -> None:
    """Queued again, of the same episode."""
    episode = await episodes.current(session, conversation_id)
    facts = {
        "episode": episode.id if episode else None,
        "reason": reason,
        "theme": episode.theme if episode else None,
    }
    await announce(session, "conversation.queued", conversation_id, **facts)


def _values(place: Place, reason: str, wanted: Wanted) -> dict[str, Any]:
    """Of a conversation that waits again, its position not told yet; its theme stays."""
    return {
        **place.values(),
        "speaker": Speaker.QUEUED,
        "waiting_since": clock.now(),
        "told_position": None,
        "told_wait": None,
        "queue_reason": reason[:64],
        "queue_team": wanted.team,
        "queue_agent": wanted.agent,
        "agent_login": None,
        "agent_name": None,
        "agent_since": None,
    }


async def _own_place(session: AsyncSession, conversation_id: str) -> Place:
    """Its rank since the call; for a hand-over older than the episodes, that of one who comes."""
    episode = await episodes.current(session, conversation_id)
    if episode is None:
        return Place(clock.now(), 0)
    return Place(episode.queued_at, episode.id)


def _order(place: Place) -> tuple[object, int]:
    return (place.queued_at, place.ticket)
