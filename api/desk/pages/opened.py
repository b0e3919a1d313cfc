"""The conversation that an agent has open: how its head is drawn."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.access.auth import SignedIn
from api.desk.presence.colleagues import read_colleagues
from api.desk.queue import repository
from api.desk.schemas import OwnedOut, QueueOut, UserOut, WaitingOut, WantedOut
from api.domain.agent_role import AgentRole


@dataclass(frozen=True, slots=True)
class Watched:
    """In a colleague's hands: a supervisor reads along, and nobody is told."""

    id: str
    user: UserOut
    urgent: bool
    agent: str
    note: None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """`place` is `owned`, `waiting` or `watched`; without a row, none is open."""

    row: OwnedOut | WaitingOut | Watched | None = None
    place: str = ""


async def find_opened(
    session: AsyncSession, board: QueueOut, conversation_id: str, agent: SignedIn
) -> Opened:
    """What this agent may see of it; nothing for any other id."""
    for row in board.mine:
        if row.id == conversation_id:
            return Opened(row, "owned")
    for row in board.waiting:
        if row.id == conversation_id:
            return Opened(row, "waiting")
    if not agent.role.includes(AgentRole.SUPERVISOR):
        return Opened()
    return await _watched(session, conversation_id)


async def _watched(session: AsyncSession, conversation_id: str) -> Opened:
    for seen in await repository.in_hand(session):
        if seen.id == conversation_id:
            user = UserOut(login=seen.login, name=seen.name)
            agents = (await read_colleagues(session)).agents
            names = {agent.login: agent.name for agent in agents}
            holder = seen.agent_login or ""
            return Opened(Watched(seen.id, user, seen.urgent, names.get(holder, holder)), "watched")
    return Opened()


async def wanted_names(session: AsyncSession, board: QueueOut) -> dict[str, str]:
    """By conversation, for whom one who waits is kept: « pour Camille », « pour l’équipe … »."""
    kept = {row.id: row.wanted for row in board.waiting if row.wanted}
    if not kept:
        return {}
    colleagues = await read_colleagues(session)
    agents = {agent.login: agent.name for agent in colleagues.agents}
    teams = {team.code: team.name for team in colleagues.teams}
    return {key: _wanted(wish, agents, teams) for key, wish in kept.items()}


def _wanted(wish: WantedOut, agents: dict[str, str], teams: dict[str, str]) -> str:
    if wish.agent is not None:
        return f"Pour {agents.get(wish.agent, wish.agent)}"
    team = wish.team or ""
    return f"Pour l’équipe «\u00a0{teams.get(team, team)}\u00a0»"
