"""Agents' sessions: opened, looked up at each request, ended.

Real time throughout: a frozen business clock must neither keep sessions alive nor locks shut.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import get_settings
from api.core.tokens import new_opaque_token
from api.desk.access import session_repository
from api.desk.access.visitor import Visitor
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry
from api.desk.presence.lease import CALL_LEASE
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent, AgentSession

# `seen_at` is written at most this often: a reading should not cost a writing.
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """The only time that the session's token is seen in clear."""

    agent: Agent
    token: str


async def look_up(database: Database, token_hash: str) -> AgentSession | None:
    """The session, its agent loaded, if it stands; it is no more idle for that."""
    now = real_now()
    async with database.new_read_session.begin() as session:
        found = await session_repository.find(session, token_hash, now, _idle_since(now))
    if found is not None and found.seen_at < now - _SEEN_EVERY:
        async with database.new_session.begin() as session:
            await session_repository.touch(session, token_hash, now)
    return found


async def stands(session: AsyncSession, token_hash: str) -> bool:
    """Whether a session seen a moment ago still does."""
    now = real_now()
    return await session_repository.find(session, token_hash, now, _idle_since(now)) is not None


async def open_for(
    session: AsyncSession,
    agent: Agent,
    visitor: Visitor,
    method: SignInMethod,
    oidc_sid: str | None = None,
) -> Opened:
    """A new session, under a new token; the one that the browser had is ended."""
    token, token_hash = new_opaque_token()
    now = real_now()
    settings = get_settings()
    await session_repository.remove_over(session, now, _idle_since(now))
    await audit_repository.remove_before(
        session, now - timedelta(seconds=settings.desk_audit_retention)
    )
    if visitor.token_hash is not None:
        await session_repository.remove(session, visitor.token_hash)
    row = AgentSession(
        token_hash=token_hash,
        agent_id=agent.id,
        expires_at=now + timedelta(seconds=settings.desk_session_lifetime),
        opened_at=now,
        seen_at=now,
        lease_until=now + CALL_LEASE,
        method=method,
        address=visitor.address,
        browser=visitor.browser,
        oidc_sid=oidc_sid,
    )
    await session_repository.add(session, row)
    audit_repository.add(session, AuditEntry(now, agent.login, "sign_in", "", {"by": method.value}))
    return Opened(agent, token)


async def renew(session: AsyncSession, login: str, token_hash: str) -> str:
    """Another token for this session, and the end of the agent's other ones."""
    await session_repository.remove_all(session, login, but=token_hash)
    token, new_hash = new_opaque_token()
    await session_repository.rename(session, token_hash, new_hash)
    return token


async def listed(session: AsyncSession, login: str) -> list[AgentSession]:
    now = real_now()
    return list(await session_repository.of_agent(session, login, now, _idle_since(now)))


def _idle_since(now: datetime) -> datetime:
    return now - timedelta(seconds=get_settings().desk_session_idle)
