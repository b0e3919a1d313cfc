"""SQL of presence: leases of sessions, breaks, and conversations whose agent is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.agents_present import is_present
from api.domain.speaker import Speaker
from api.models.agent import Agent, AgentSession
from api.models.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A conversation in the hands of an agent who is no longer there."""

    conversation_id: str
    agent_login: str
    agent_name: str


async def ping(session: AsyncSession, token_hash: str, lease_until: datetime) -> None:
    """From now on this session is renewed by its pings alone."""
    statement = update(AgentSession).where(AgentSession.token_hash == token_hash)
    await session.execute(statement.values(lease_until=lease_until, pings=True))


async def set_available(session: AsyncSession, login: str, *, available: bool) -> None:
    statement = update(Agent).where(Agent.login == login, Agent.available != available)
    await session.execute(statement.values(available=available))


async def abandoned(session: AsyncSession, at: datetime) -> Sequence[Abandoned]:
    """Those of our own agents only: what another desk holds has no presence here."""
    gone = exists().where(Agent.login == Conversation.agent_login, ~is_present(at))
    statement = (
        select(Conversation.id, Conversation.agent_login, Conversation.agent_name)
        .where(Conversation.speaker == Speaker.AGENT, gone)
        .order_by(Conversation.id)
    )
    rows = (await session.execute(statement)).all()
    return [Abandoned(key, login, name or login) for key, login, name in rows if login]
