"""Agents of the demonstration (DESIGN §7), each with a password of its own."""

import os

from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.access import passwords
from api.desk.accounts import agents
from api.desk.accounts.agents import NewAgent
from api.domain.agent_role import AgentRole

# For tests of the whole system, which cannot read what the first start prints.
PASSWORD_VARIABLE = "CHORALE_DEMO_AGENT_PASSWORD"  # noqa: S105 - the name of a variable

_AGENTS = (
    ("agent.1", "Camille", AgentRole.AGENT),
    ("agent.2", "Maxime", AgentRole.AGENT),
    ("chef.1", "Dominique", AgentRole.SUPERVISOR),
    ("admin.1", "Exploitation", AgentRole.OPERATOR),
)


async def seed_agents(session: AsyncSession) -> list[tuple[str, str]]:
    """Create the agents that are missing; returns their (login, password), known only now."""
    created: list[tuple[str, str]] = []
    for login, name, role in _AGENTS:
        password = os.environ.get(PASSWORD_VARIABLE) or passwords.new_password()
        if await agents.add(session, NewAgent(login, name, role, password)):
            created.append((login, password))
    return created
