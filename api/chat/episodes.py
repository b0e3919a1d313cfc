"""One row per hand-over, from the call to the end: what is counted of a user's wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.domain.close_outcome import CloseOutcome
from api.models.desk_episode import DeskEpisode


async def current(session: AsyncSession, conversation_id: str) -> DeskEpisode | None:
    """The hand-over under way (waiting, or with an agent); None with the assistant."""
    latest_one = await latest(session, conversation_id)
    return latest_one if latest_one and latest_one.closed_at is None else None


async def latest(session: AsyncSession, conversation_id: str) -> DeskEpisode | None:
    """The last hand-over of a conversation, under way or ended."""
    statement = (
        select(DeskEpisode)
        .where(DeskEpisode.conversation_id == conversation_id)
        .order_by(DeskEpisode.id.desc())
        .limit(1)
    )
    return await session.scalar(statement)


async def open_one(
    session: AsyncSession, conversation_id: str, reason: str, theme: str | None
) -> DeskEpisode:
    """The user enters the queue now; the row's `id` is his ticket."""
    episode = DeskEpisode(
        conversation_id=conversation_id,
        queued_at=clock.now(),
        queue_reason=reason[:64],
        theme=theme,
    )
    session.add(episode)
    await session.flush()
    return episode


async def claimed(
    session: AsyncSession, conversation_id: str, agent_login: str, agent_name: str
) -> int | None:
    """An agent is on, the first one or another: the first claim alone is dated.

    Returns the episode's id; None for a hand-over older than the episodes.
    """
    episode = await current(session, conversation_id)
    if episode is None:
        return None
    episode.agent_login, episode.agent_name = agent_login, agent_name
    episode.claimed_at = episode.claimed_at or clock.now()
    await session.flush()
    return episode.id


async def close(session: AsyncSession, conversation_id: str, outcome: CloseOutcome) -> int | None:
    """The user is with the assistant again, or gone. Returns the id; None if none was open."""
    episode = await current(session, conversation_id)
    if episode is None:
        return None
    episode.closed_at, episode.close_reason = clock.now(), outcome.value
    await session.flush()
    return episode.id


async def recent_handling(
    session: AsyncSession, limit: int, since: datetime
) -> Sequence[timedelta]:
    """How long the last ones took from claim to close, latest first; those never claimed aside."""
    statement = (
        select(DeskEpisode.claimed_at, DeskEpisode.closed_at)
        .where(DeskEpisode.closed_at >= since, DeskEpisode.claimed_at.is_not(None))
        .order_by(DeskEpisode.closed_at.desc(), DeskEpisode.id.desc())
        .limit(limit)
    )
    rows = (await session.execute(statement)).all()
    return [closed_at - claimed_at for claimed_at, closed_at in rows if claimed_at and closed_at]
