"""What is proposed to an agent, and taking the next of it."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import speaker
from api.chat.agents_present import PresentAgent, present_agents
from api.desk.access.auth import SignedIn
from api.desk.queue import agent_queue_repository
from api.desk.queue import exchange as service
from api.desk.queue.elsewhere import refuse_elsewhere
from api.desk.queue.errors import CapacityReachedError, NobodyWaitingError
from api.desk.schemas import ClaimOut
from api.domain.queue_proposal import Proposed, is_for


async def for_agent(
    session: AsyncSession, login: str, waiting: Collection[speaker.Waiting]
) -> frozenset[str]:
    """The ids, among these, of what is proposed to this agent."""
    free = [_proposed(agent) for agent in await present_agents(session) if agent.free_places]
    me = await agent_queue_repository.proposed(session, login)
    return frozenset(row.conversation_id for row in waiting if is_for(row.wanted, me, free))


async def claim_next(session: AsyncSession, agent: SignedIn, key: str | None) -> ClaimOut:
    """Take the first that is proposed; a `key` (of an `Idempotency-Key`) takes only one.

    Raises:
        DeskElsewhereError: agents answer with another program.
        CapacityReachedError: the agent has all he can take.
        NobodyWaitingError: nothing is proposed to him.
    """
    refuse_elsewhere()
    await speaker.lock_queue(session)
    taken = await agent_queue_repository.taken_with(session, agent.login, key)
    if taken is None:
        taken = await _next(session, agent)
    last_seq = await service.claim(session, taken, agent)
    await agent_queue_repository.keep_key(session, taken, key)
    return ClaimOut(id=taken, last_seq=last_seq)


async def _next(session: AsyncSession, agent: SignedIn) -> str:
    capacity, in_hand = await agent_queue_repository.load(session, agent.login)
    if in_hand >= capacity:
        raise CapacityReachedError(in_hand, capacity)
    waiting = await speaker.queue(session)
    mine = await for_agent(session, agent.login, waiting)
    ids = (row.conversation_id for row in waiting if row.conversation_id in mine)
    if (first := next(ids, None)) is None:
        raise NobodyWaitingError
    return first


def _proposed(agent: PresentAgent) -> Proposed:
    return Proposed(agent.login, agent.themes, agent.teams)
