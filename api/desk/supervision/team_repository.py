"""SQL of teams, and of what each agent knows and may take."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.agents_present import ANSWERING
from api.models.agent import Agent
from api.models.desk_team import AgentSkill, AgentTeam, DeskTeam


async def teams(session: AsyncSession) -> Sequence[DeskTeam]:
    return (await session.scalars(select(DeskTeam).order_by(DeskTeam.name, DeskTeam.code))).all()


async def find(session: AsyncSession, code: str) -> DeskTeam | None:
    return await session.get(DeskTeam, code)


async def store(session: AsyncSession, code: str, name: str) -> None:
    """Create the team, or name it anew."""
    await session.merge(DeskTeam(code=code, name=name))
    await session.flush()


async def remove(session: AsyncSession, code: str) -> bool:
    """Its members leave it; False if there was no such team."""
    statement = delete(DeskTeam).where(DeskTeam.code == code).returning(DeskTeam.code)
    return await session.scalar(statement) is not None


async def answering(session: AsyncSession, login: str | None = None) -> Sequence[Agent]:
    """The active agents who answer users, by name; the one of this login only, if given."""
    statement = select(Agent).where(Agent.active, Agent.role.in_(ANSWERING))
    if login is not None:
        statement = statement.where(Agent.login == login)
    return (await session.scalars(statement.order_by(Agent.name, Agent.login))).all()


async def set_profile(
    session: AsyncSession, agent: Agent, themes: Collection[str], team_codes: Collection[str]
) -> None:
    """Replace what the agent knows, and the teams he is in."""
    await session.execute(delete(AgentSkill).where(AgentSkill.agent_id == agent.id))
    await session.execute(delete(AgentTeam).where(AgentTeam.agent_id == agent.id))
    session.add_all([AgentSkill(agent_id=agent.id, theme=theme) for theme in sorted(themes)])
    session.add_all([AgentTeam(agent_id=agent.id, team_code=code) for code in sorted(team_codes)])
    await session.flush()
