"""Who works at the desk, whether they are there, and in which teams."""

from collections.abc import Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.agents_present import in_hand_by_login, present_agents, teams_of, themes_of
from api.desk.presence.schemas import ColleagueOut, ColleaguesOut, TeamOut
from api.desk.queue.errors import AgentNotFoundError
from api.desk.supervision import team_repository
from api.models.agent import Agent


async def read_colleagues(session: AsyncSession) -> ColleaguesOut:
    """Everyone who answers users, the absent ones too."""
    agents = await _public(session, await team_repository.answering(session))
    teams = [
        TeamOut(code=team.code, name=team.name, present=_there(agents, team.code))
        for team in await team_repository.teams(session)
    ]
    return ColleaguesOut(agents=agents, teams=teams)


async def find_colleague(session: AsyncSession, login: str) -> ColleagueOut:
    """One of them.

    Raises:
        AgentNotFoundError: unknown, no longer active, or not one who answers users.
    """
    agents = await team_repository.answering(session, login.strip().lower())
    found = await _public(session, agents)
    if not found:
        raise AgentNotFoundError
    return found[0]


async def _public(session: AsyncSession, agents: Sequence[Agent]) -> list[ColleagueOut]:
    ids = [agent.id for agent in agents]
    there = {agent.login for agent in await present_agents(session)}
    in_hand = await in_hand_by_login(session)
    themes, teams = await themes_of(session, ids), await teams_of(session, ids)
    return [
        ColleagueOut(
            login=agent.login,
            name=agent.name,
            present=agent.login in there,
            available=agent.available,
            in_hand=in_hand.get(agent.login, 0),
            capacity=agent.capacity,
            themes=sorted(themes.get(agent.id, ())),
            teams=sorted(teams.get(agent.id, ())),
        )
        for agent in agents
    ]


def _there(agents: Collection[ColleagueOut], team: str) -> int:
    return sum(agent.present and agent.available and team in agent.teams for agent in agents)
