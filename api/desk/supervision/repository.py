"""SQL of the figures of the day, over the episodes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.models.desk_episode import DeskEpisode


async def waits_since(session: AsyncSession, at: datetime) -> Sequence[float]:
    """Seconds from the call to the first claim, of those claimed since this instant."""
    statement = select(DeskEpisode.queued_at, DeskEpisode.claimed_at)
    rows = await session.execute(statement.where(DeskEpisode.claimed_at >= at))
    return [
        (claimed_at - queued_at).total_seconds() for queued_at, claimed_at in rows if claimed_at
    ]


async def handled_since(session: AsyncSession, at: datetime) -> int:
    """How many exchanges with an agent have ended since this instant."""
    statement = select(func.count()).where(
        DeskEpisode.closed_at >= at, DeskEpisode.claimed_at.is_not(None)
    )
    return await session.scalar(statement) or 0


async def satisfaction_since(session: AsyncSession, at: datetime) -> Sequence[int]:
    """The answers, 1 to 5, on exchanges that have ended since this instant."""
    statement = select(DeskEpisode.satisfaction).where(
        DeskEpisode.closed_at >= at, DeskEpisode.satisfaction.is_not(None)
    )
    return [grade for grade in await session.scalars(statement) if grade is not None]
