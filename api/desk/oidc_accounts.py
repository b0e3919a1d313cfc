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
from api.desk import agent_repository, agents, audit_repository, session_repository
from api.desk.agents import NewAgent
from api.desk.audit_repository import AuditEntry
from api.desk.oidc_errors import OidcRefusedError
from api.desk.oidc_identity import Identity
from api.domain.agent_role import AgentRole
from api.models.agent import Agent


async def account_of(session: AsyncSession, identity: Identity) -> Agent:
    """The active account, linked, created and given its role as the settings say.

    Raises:
        OidcRefusedError: none, or closed.
    """
    agent = await agent_repository.hold_by_subject(session, identity.subject)
    if agent is None:
        agent = await _prepared(session, identity) or await _created(session, identity)
        agent.oidc_subject = identity.subject
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


async def _prepared(session: AsyncSession, identity: Identity) -> Agent | None:
    agent = await agent_repository.hold_agent(session, identity.login)
    if agent is None or agent.password_hash is not None or agent.oidc_subject is not None:
        return None
    return agent


async def _created(session: AsyncSession, identity: Identity) -> Agent:
    if not get_settings().oidc_create_agents:
        raise OidcRefusedError
    try:
        login = agents.checked_login(identity.login)
        role = identity.role or AgentRole.AGENT
        new = NewAgent(login, identity.name, role, None)
        added = await agents.add(session, new)
    except (InvalidRequestError, IntegrityError) as error:
        raise OidcRefusedError from error
    agent = await agent_repository.hold_agent(session, login)
    if not added or agent is None:
        raise OidcRefusedError
    return agent
