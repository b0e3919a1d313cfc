"""SQL of agents' sessions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.desk.presence.lease import renewed_by_call
from api.models.agent import Agent, AgentSession

# What a session is called in lists: enough to tell one's own apart, useless as a cookie.
_ID_LENGTH = 16


def public_id(row: AgentSession) -> str:
    return row.token_hash[:_ID_LENGTH]


async def add(session: AsyncSession, row: AgentSession) -> None:
    session.add(row)
    await session.flush()


async def find(
    session: AsyncSession, token_hash: str, at: datetime, idle_since: datetime
) -> AgentSession | None:
    """The session of an active agent, with him, if it has neither expired nor been left idle."""
    statement = (
        select(AgentSession)
        .join(AgentSession.agent)
        .where(
            AgentSession.token_hash == token_hash,
            AgentSession.expires_at > at,
            AgentSession.seen_at > idle_since,
            Agent.active,
        )
        .options(joinedload(AgentSession.agent))
    )
    return await session.scalar(statement)


async def of_agent(
    session: AsyncSession, login: str, at: datetime, idle_since: datetime
) -> Sequence[AgentSession]:
    """His sessions alive, the one used last first."""
    statement = (
        select(AgentSession)
        .join(AgentSession.agent)
        .where(
            Agent.login == login, AgentSession.expires_at > at, AgentSession.seen_at > idle_since
        )
        .order_by(AgentSession.seen_at.desc(), AgentSession.token_hash)
    )
    return (await session.scalars(statement)).all()


async def touch(session: AsyncSession, token_hash: str, at: datetime) -> None:
    """Seen at this instant; its agent is there, unless the session says so by pings."""
    statement = update(AgentSession).where(AgentSession.token_hash == token_hash)
    await session.execute(statement.values(seen_at=at, lease_until=renewed_by_call(at)))


async def rename(session: AsyncSession, token_hash: str, new_hash: str) -> None:
    """The same session under another token."""
    await session.execute(
        update(AgentSession)
        .where(AgentSession.token_hash == token_hash)
        .values(token_hash=new_hash)
    )


async def remove(session: AsyncSession, token_hash: str) -> None:
    await session.execute(delete(AgentSession).where(AgentSession.token_hash == token_hash))


async def remove_named(session: AsyncSession, login: str, name: str) -> bool:
    """End one of an agent's sessions by its public id; False if he has none of this id."""
    statement = _of(login, func.substr(AgentSession.token_hash, 1, _ID_LENGTH) == name)
    gone = await session.scalars(statement.returning(AgentSession.token_hash))
    return bool(gone.all())


async def remove_all(session: AsyncSession, login: str, *, but: str | None = None) -> None:
    """End an agent's sessions, but the one of this token hash."""
    await session.execute(_of(login, AgentSession.token_hash != (but or "")))


async def remove_at_provider(
    session: AsyncSession, subject: str | None, sid: str | None
) -> Sequence[str]:
    """End what the identity provider ended; returns the logins."""
    rows = select(AgentSession.token_hash, Agent.login).join(AgentSession.agent)
    if sid is not None:
        rows = rows.where(AgentSession.oidc_sid == sid)
    if subject is not None:
        rows = rows.where(Agent.oidc_subject == subject)
    found = (await session.execute(rows)).all()
    hashes = [row[0] for row in found]
    await session.execute(delete(AgentSession).where(AgentSession.token_hash.in_(hashes)))
    return sorted({row[1] for row in found})


async def remove_over(session: AsyncSession, at: datetime, idle_since: datetime) -> None:
    over = (AgentSession.expires_at <= at) | (AgentSession.seen_at <= idle_since)
    await session.execute(delete(AgentSession).where(over))


def _of(login: str, condition: ColumnElement[bool]) -> Delete:
    agent_id = select(Agent.id).where(Agent.login == login).scalar_subquery()
    return delete(AgentSession).where(AgentSession.agent_id == agent_id, condition)
