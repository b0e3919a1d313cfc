"""An agent says that he is there, and whether he takes conversations."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import speaker
from api.chat.agents_present import PresentAgent, present_agents
from api.core.clock import real_now
from api.core.errors import AuthenticationRequiredError
from api.desk.access.auth import SignedIn
from api.desk.presence import repository as presence_repository
from api.desk.presence.lease import PING_LEASE
from api.desk.presence.schemas import PresenceIn, PresenceOut


async def ping(session: AsyncSession, agent: SignedIn, said: PresenceIn) -> PresenceOut:
    """Keep the agent there for `PING_LEASE`.

    Whoever comes, goes on a break or returns changes the waits: users are told.

    Raises:
        AuthenticationRequiredError: the session ended meanwhile.
    """
    lease_until = real_now() + PING_LEASE
    found = await _find(session, agent.login)
    if (
        found is None
        or said.available not in (None, found.available)
        or not await speaker.all_told(session)
    ):
        found = await _come(session, agent, said, lease_until)
    else:
        # Nearly always: pings of all agents must not wait for each other.
        await presence_repository.ping(session, agent.token_hash, lease_until)
    return PresenceOut(
        available=found.available,
        present=True,
        lease_until=lease_until,
        capacity=found.capacity,
        in_hand=found.in_hand,
    )


async def _come(
    session: AsyncSession, agent: SignedIn, said: PresenceIn, lease_until: datetime
) -> PresentAgent:
    """Waits change, or are not told yet: the queue is locked, before any row as elsewhere."""
    await speaker.lock_queue(session)
    if said.available is not None:
        await presence_repository.set_available(session, agent.login, available=said.available)
    await presence_repository.ping(session, agent.token_hash, lease_until)
    if not await speaker.all_told(session):
        await speaker.tell_positions(session)
    found = await _find(session, agent.login)
    if found is None:
        raise AuthenticationRequiredError
    return found


async def _find(session: AsyncSession, login: str) -> PresentAgent | None:
    found = (agent for agent in await present_agents(session) if agent.login == login)
    return next(found, None)
