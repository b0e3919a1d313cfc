"""An agent says that he is there, and whether he takes conversations."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import speaker
from api.chat.agents_present import PresentAgent, present_agents
from api.core.clock import real_now
from api.core.errors import AuthenticationRequiredError
from api.desk import presence_repository
from api.desk.auth import SignedIn
from api.desk.presence_lease import PING_LEASE
from api.desk.presence_schemas import PresenceIn, PresenceOut


async def ping(session: AsyncSession, agent: SignedIn, said: PresenceIn) -> PresenceOut:
    """Keep the agent there for `PING_LEASE`.

    Whoever comes, goes on a break or returns changes the waits: users are told.

    Raises:
        AuthenticationRequiredError: the session ended meanwhile.
    """
    now = real_now()
    # Before any row, in the order of those who move the queue.
    await speaker.lock_queue(session)
    if said.available is not None:
        await presence_repository.set_available(session, agent.login, available=said.available)
    await presence_repository.ping(session, agent.token_hash, now + PING_LEASE)
    if not await speaker.all_told(session):
        await speaker.tell_positions(session)
    after = await _find(session, agent.login)
    if after is None:
        raise AuthenticationRequiredError
    return PresenceOut(
        available=after.available,
        present=True,
        lease_until=now + PING_LEASE,
        capacity=after.capacity,
        in_hand=after.in_hand,
    )


async def _find(session: AsyncSession, login: str) -> PresentAgent | None:
    found = (agent for agent in await present_agents(session) if agent.login == login)
    return next(found, None)
