"""What a supervisor sets: teams, and each agent's themes, teams and capacity."""

import re

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import queue_repository, speaker
from api.desk.presence.colleagues import find_colleague
from api.desk.presence.schemas import ColleagueOut
from api.desk.queue.errors import (
    AgentNotFoundError,
    TeamCodeError,
    TeamNotFoundError,
    UnknownTeamError,
    UnknownThemeError,
)
from api.desk.supervision import team_repository
from api.desk.supervision.schemas import ProfileIn
from api.domain.theme import Theme

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,63}")


async def store_team(session: AsyncSession, code: str, name: str) -> None:
    """Create a team or name it anew; the same again changes nothing.

    Raises:
        TeamCodeError: not the form of a code.
    """
    if not _CODE.fullmatch(code):
        raise TeamCodeError
    await team_repository.store(session, code, name)


async def remove_team(session: AsyncSession, code: str) -> None:
    """Those who waited for it wait for anyone.

    Raises:
        TeamNotFoundError: no such team.
    """
    await speaker.lock_queue(session)
    if not await team_repository.remove(session, code):
        raise TeamNotFoundError
    await queue_repository.forget_team(session, code)
    await speaker.tell_positions(session)


async def set_profile(session: AsyncSession, login: str, profile: ProfileIn) -> ColleagueOut:
    """Replace the three; the waits told follow the capacity.

    Raises:
        AgentNotFoundError: no agent who answers users has this login.
        UnknownThemeError, UnknownTeamError: a code that names nothing.
    """
    await speaker.lock_queue(session)
    agents = await team_repository.answering(session, login.strip().lower())
    if not agents:
        raise AgentNotFoundError
    await _check(session, profile)
    [agent] = agents
    agent.capacity = profile.capacity
    await team_repository.set_profile(session, agent, set(profile.themes), set(profile.teams))
    await speaker.tell_positions(session)
    return await find_colleague(session, agent.login)


async def _check(session: AsyncSession, profile: ProfileIn) -> None:
    known_themes = {theme.value for theme in Theme}
    for theme in profile.themes:
        if theme not in known_themes:
            raise UnknownThemeError(theme)
    known_teams = {team.code for team in await team_repository.teams(session)}
    for code in profile.teams:
        if code not in known_teams:
            raise UnknownTeamError(code)
