"""Creating agents."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.settings import get_settings
from api.desk.access import passwords
from api.desk.access.sign_in import canonical_login
from api.desk.accounts import agent_repository
from api.desk.accounts.errors import InvalidLoginError
from api.domain.agent_role import AgentRole
from api.models.agent import Agent

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


@dataclass(frozen=True, slots=True)
class NewAgent:
    """`name` is what users read; with a `totp_secret`, a code is asked at login.

    Without a `password`, only the identity provider lets the agent in. An `initial` password is
    known to somebody else: it is good for some days, and opens nothing but its replacement.
    """

    login: str
    name: str
    role: AgentRole
    password: str | None = field(repr=False)
    totp_secret: str | None = field(default=None, repr=False)
    initial: bool = False


def checked_login(login: str) -> str:
    """The login as it is stored.

    Raises:
        InvalidLoginError: not one.
    """
    canonical = canonical_login(login)
    if not _LOGIN.fullmatch(canonical):
        raise InvalidLoginError
    return canonical


async def add(session: AsyncSession, new: NewAgent) -> bool:
    """Store the agent; False, and nothing is changed, if the login is taken."""
    login = canonical_login(new.login)
    if await agent_repository.exists(session, login):
        return False
    agent = Agent(
        login=login,
        name=new.name,
        role=new.role,
        password_hash=await passwords.hash_password(new.password) if new.password else None,
        totp_secret=new.totp_secret,
        active=True,
        created_at=real_now(),
    )
    if new.initial:
        make_initial(agent)
    return await agent_repository.add_agent(session, agent)


def make_initial(agent: Agent) -> None:
    lifetime = timedelta(seconds=get_settings().desk_initial_password_lifetime)
    agent.initial_until = real_now() + lifetime
