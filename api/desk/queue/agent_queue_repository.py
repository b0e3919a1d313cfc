"""SQL of an agent's side of the queue: what he knows, how much he has, what he took with a key."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.agents_present import teams_of, themes_of
from api.domain.queue_proposal import Proposed
from api.domain.speaker import Speaker
from api.models.agent import Agent
from api.models.conversation import Conversation
from api.models.desk_episode import DeskEpisode


async def proposed(session: AsyncSession, login: str) -> Proposed:
    """An agent who may not be there; nothing is known of a login that is no agent's."""
    agent_id = await session.scalar(select(Agent.id).where(Agent.login == login))
    if agent_id is None:
        return Proposed(login, frozenset(), frozenset())
    themes, teams = await themes_of(session, [agent_id]), await teams_of(session, [agent_id])
    nothing = frozenset[str]()
    return Proposed(login, themes.get(agent_id, nothing), teams.get(agent_id, nothing))


async def load(session: AsyncSession, login: str) -> tuple[int, int]:
    """The agent's capacity, and how many conversations he has."""
    in_hand = (
        select(func.count())
        .where(Conversation.speaker == Speaker.AGENT, Conversation.agent_login == login)
        .scalar_subquery()
    )
    row = await session.execute(select(Agent.capacity, in_hand).where(Agent.login == login))
    capacity, count = row.one()
    return capacity, count


async def taken_with(session: AsyncSession, login: str, key: str | None) -> str | None:
    """The conversation that the agent took with this key, and still has."""
    if key is None:
        return None
    statement = (
        select(Conversation.id)
        .join(DeskEpisode, DeskEpisode.conversation_id == Conversation.id)
        .where(
            DeskEpisode.claim_key == key,
            DeskEpisode.closed_at.is_(None),
            Conversation.speaker == Speaker.AGENT,
            Conversation.agent_login == login,
        )
    )
    return await session.scalar(statement.limit(1))


async def keep_key(session: AsyncSession, conversation_id: str, key: str | None) -> None:
    if key is None:
        return
    statement = update(DeskEpisode).where(
        DeskEpisode.conversation_id == conversation_id, DeskEpisode.closed_at.is_(None)
    )
    statement = statement.execution_options(synchronize_session=False)
    await session.execute(statement.values(claim_key=key))
