"""Who is at the desk now. Read only: presence itself is kept by `api.desk`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.settings import get_settings
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod
from api.domain.speaker import Speaker
from api.models.agent import Agent, AgentSession
from api.models.conversation import Conversation
from api.models.desk_team import AgentSkill, AgentTeam

# Editors and operators sign in too, and answer nobody.
ANSWERING = [role for role in AgentRole if role.includes(AgentRole.AGENT)]


@dataclass(frozen=True, slots=True)
class PresentAgent:
    """An agent one of whose browsers is there; `available` False is a break he told us of.

    `capacity` bounds what he is proposed, `in_hand` may pass it by his own choice.
    """

    login: str
    name: str
    available: bool
    capacity: int
    in_hand: int
    themes: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()

    @property
    def free_places(self) -> int:
        return max(0, self.capacity - self.in_hand) if self.available else 0


async def present_agents(session: AsyncSession, at: datetime | None = None) -> list[PresentAgent]:
    """Those who are there at this real instant (now), by login, on a break or not."""
    statement = select(Agent).where(is_present(at)).order_by(Agent.login)
    agents = list(await session.scalars(statement))
    if not agents:
        return []
    in_hand = await in_hand_by_login(session)
    ids = [agent.id for agent in agents]
    themes, teams = await themes_of(session, ids), await teams_of(session, ids)
    return [
        PresentAgent(
            login=agent.login,
            name=agent.name,
            available=agent.available,
            capacity=agent.capacity,
            in_hand=in_hand.get(agent.login, 0),
            themes=themes.get(agent.id, frozenset()),
            teams=teams.get(agent.id, frozenset()),
        )
        for agent in agents
    ]


async def somebody_there(session: AsyncSession, at: datetime | None = None) -> bool:
    """Whether an agent is there and not on a break; he may have all he can take.

    Who is at another desk is not known here: opening hours alone decide then.
    """
    if not get_settings().desk_is_ours:
        return True
    statement = select(Agent.id).where(is_present(at), Agent.available).limit(1)
    return await session.scalar(statement) is not None


def is_present(at: datetime | None = None) -> ColumnElement[bool]:
    """The condition on `Agent`: one of his sessions opens the desk, and its lease runs."""
    instant = at or real_now()
    conditions = [
        AgentSession.agent_id == Agent.id,
        AgentSession.lease_until > instant,
        AgentSession.expires_at > instant,
    ]
    if get_settings().desk_totp_required:
        # Who owes his one-time codes still opens nothing but his account (`api.desk.access.auth`).
        by_provider = AgentSession.method != SignInMethod.PASSWORD
        conditions.append(or_(Agent.totp_secret.is_not(None), by_provider))
    there = select(AgentSession.token_hash).where(*conditions).exists()
    return Agent.active & Agent.role.in_(ANSWERING) & Agent.initial_until.is_(None) & there


async def in_hand_by_login(session: AsyncSession) -> dict[str, int]:
    """How many conversations each agent has."""
    statement = (
        select(Conversation.agent_login, func.count())
        .where(Conversation.speaker == Speaker.AGENT)
        .group_by(Conversation.agent_login)
    )
    return {login: count for login, count in (await session.execute(statement)).all() if login}


async def themes_of(session: AsyncSession, agent_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """The themes that each agent (by id) knows."""
    statement = select(AgentSkill.agent_id, AgentSkill.theme)
    rows = await session.execute(statement.where(AgentSkill.agent_id.in_(agent_ids)))
    return _grouped([(agent_id, theme) for agent_id, theme in rows.all()])


async def teams_of(session: AsyncSession, agent_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """The teams (codes) of each agent (by id)."""
    statement = select(AgentTeam.agent_id, AgentTeam.team_code)
    rows = await session.execute(statement.where(AgentTeam.agent_id.in_(agent_ids)))
    return _grouped([(agent_id, code) for agent_id, code in rows.all()])


def _grouped(rows: Sequence[tuple[int, str]]) -> dict[int, frozenset[str]]:
    sets: defaultdict[int, set[str]] = defaultdict(set)
    for agent_id, value in rows:
        sets[agent_id].add(value)
    return {agent_id: frozenset(values) for agent_id, values in sets.items()}
