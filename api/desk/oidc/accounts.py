"""Which account of the desk a person known by the identity provider opens.

An account is found by the provider's own subject, never by a login alone: whoever may choose a
login at the provider would otherwise take the account that bears it here. A login serves once, to
link an account that an operator has prepared for the provider (without a password).
"""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.errors import InvalidRequestError
from api.core.settings import get_settings
from api.desk.access import session_repository
from api.desk.accounts import agent_repository, agents
from api.desk.accounts.agents import NewAgent
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry
from api.desk.oidc.errors import OidcRefusedError
from api.desk.oidc.identity import Identity
from api.domain.agent_role import AgentRole
from api.models.agent import Agent


async def account_of(session: AsyncSession, identity: Identity) -> Agent:
    """The active account, linked, created and given its role as the settings say.

    Raises:
        OidcRefusedError: none, or closed.
    """
    agent = await agent_repository.hold_by_subject(session, identity.subject)
    if agent is None:
        # The same person may have come in between, by another browser.
        agent = await _linked(session, identity) or await agent_repository.hold_by_subject(
            session, identity.subject
        )
    if agent is None:
        raise OidcRefusedError
    if not agent.active or agent.password_hash is not None:
        raise OidcRefusedError
    if identity.role is not None and identity.role is not agent.role:
        agent.role = identity.role
        await session_repository.remove_all(session, agent.login)
        detail = {"role": identity.role.value}
        entry = AuditEntry(real_now(), agent.login, "role_by_provider", "", detail)
        audit_repository.add(session, entry)
    await session.flush()
    return agent


async def _linked(session: AsyncSession, identity: Identity) -> Agent | None:
    try:
        async with session.begin_nested():
            agent = await _prepared(session, identity) or await _created(session, identity)
            if agent is not None:
                agent.oidc_subject = identity.subject
            return agent
    except IntegrityError:
        return None


async def _prepared(session: AsyncSession, identity: Identity) -> Agent | None:
    agent = await agent_repository.hold_agent(session, identity.login)
    if agent is None or agent.password_hash is not None or agent.oidc_subject is not None:
        return None
    return agent


async def _created(session: AsyncSession, identity: Identity) -> Agent | None:
    """None if the settings do not say so, or if the login is no login, or taken."""
    if not get_settings().oidc_create_agents:
        return None
    try:
        login = agents.checked_login(identity.login)
    except InvalidRequestError:
        return None
    new = NewAgent(login, identity.name, identity.role or AgentRole.AGENT, None)
    if not await agents.add(session, new):
        return None
    return await agent_repository.hold_agent(session, login)
