"""Creating agents."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.desk import agent_repository, passwords
from api.desk.sign_in import canonical_login
from api.domain.agent_role import AgentRole
from api.models.agent import Agent


@dataclass(frozen=True, slots=True)
class NewAgent:
    """`name` is what users read; with a `totp_secret`, a code is asked at login."""

    login: str
    name: str
    role: AgentRole
    password: str
    totp_secret: str | None = None


async def add(session: AsyncSession, new: NewAgent) -> bool:
    """Store the agent; False, and nothing is changed, if the login is taken."""
    login = canonical_login(new.login)
    if await agent_repository.exists(session, login):
        return False
    agent = Agent(
        login=login,
        name=new.name,
        role=new.role,
        password_hash=await passwords.hash_password(new.password),
        totp_secret=new.totp_secret,
        active=True,
        created_at=real_now(),
    )
    await agent_repository.add_agent(session, agent)
    return True
