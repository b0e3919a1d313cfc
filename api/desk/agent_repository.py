"""SQL of agents, of their sessions, and of failed attempts to open one."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.models.agent import Agent, AgentSession, LoginAttempts


async def find_agent(session: AsyncSession, login: str) -> Agent | None:
    """An active agent, by canonical login."""
    return await session.scalar(select(Agent).where(Agent.login == login, Agent.active))


async def exists(session: AsyncSession, login: str) -> bool:
    return await session.scalar(select(Agent.id).where(Agent.login == login)) is not None


async def add_agent(session: AsyncSession, agent: Agent) -> None:
    session.add(agent)
    await session.flush()


async def use_totp_step(session: AsyncSession, agent_id: int, step: int) -> bool:
    """Note that a one-time code served; False if it, or a later one, already had."""
    unused = Agent.totp_last_step.is_(None) | (Agent.totp_last_step < step)
    statement = update(Agent).where(Agent.id == agent_id, unused).values(totp_last_step=step)
    return await session.scalar(statement.returning(Agent.id)) is not None


async def add_session(
    session: AsyncSession, token_hash: str, agent_id: int, expires_at: datetime
) -> None:
    session.add(AgentSession(token_hash=token_hash, agent_id=agent_id, expires_at=expires_at))
    await session.flush()


async def find_session_agent(session: AsyncSession, token_hash: str, at: datetime) -> Agent | None:
    """The active agent whose session is alive at this (real) instant."""
    statement = (
        select(AgentSession)
        .where(AgentSession.token_hash == token_hash, AgentSession.expires_at > at)
        .options(joinedload(AgentSession.agent))
    )
    found = await session.scalar(statement)
    return found.agent if found and found.agent.active else None


async def remove_session(session: AsyncSession, token_hash: str) -> None:
    await session.execute(delete(AgentSession).where(AgentSession.token_hash == token_hash))


async def remove_expired(session: AsyncSession, at: datetime) -> None:
    await session.execute(delete(AgentSession).where(AgentSession.expires_at <= at))


async def hold_attempts(session: AsyncSession, login_hash: str, at: datetime) -> LoginAttempts:
    """The count of one login, created if need be, locked until the transaction ends."""
    statement = select(LoginAttempts).where(LoginAttempts.login_hash == login_hash)
    statement = statement.with_for_update()
    found = await session.scalar(statement)
    if found is not None:
        return found
    try:
        async with session.begin_nested():
            session.add(LoginAttempts(login_hash=login_hash, failures=0, last_at=at))
    except IntegrityError:
        pass  # somebody else's first attempt came in between
    return (await session.scalars(statement)).one()


async def forget_attempts(session: AsyncSession, login_hash: str) -> None:
    await session.execute(delete(LoginAttempts).where(LoginAttempts.login_hash == login_hash))


async def forget_attempts_before(session: AsyncSession, at: datetime) -> None:
    """Keep the table small: whoever tries a thousand logins leaves a thousand rows."""
    await session.execute(delete(LoginAttempts).where(LoginAttempts.last_at < at))
