"""What a supervisor sees: who waits and how long, who has what, the figures of the day."""

import statistics
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.desk.presence.colleagues import read_colleagues
from api.desk.queue import repository
from api.desk.queue.board import read_waiting, user_of
from api.desk.queue.repository import Seen
from api.desk.schemas import WaitingOut
from api.desk.supervision import repository as supervision_repository
from api.desk.supervision.schemas import FiguresOut, HeldOut, SupervisedOut, SupervisionOut


async def read_supervision(session: AsyncSession, login: str) -> SupervisionOut:
    """As of now; `for_me` as for this supervisor."""
    waiting = await read_waiting(session, login)
    held = await repository.in_hand(session)
    colleagues = await read_colleagues(session)
    agents = [
        SupervisedOut(
            **agent.model_dump(),
            conversations=[_held(row) for row in held if row.agent_login == agent.login],
        )
        for agent in colleagues.agents
    ]
    return SupervisionOut(waiting=waiting, agents=agents, figures=await _figures(session, waiting))


async def _figures(session: AsyncSession, waiting: Sequence[WaitingOut]) -> FiguresOut:
    now = clock.now()
    midnight = _midnight(now)
    waits = [_seconds(row.waiting_since, now) for row in waiting]
    claimed = await supervision_repository.waits_since(session, midnight)
    grades = await supervision_repository.satisfaction_since(session, midnight)
    return FiguresOut(
        waiting=len(waiting),
        longest_wait_s=max(waits, default=None),
        median_wait_s_today=round(statistics.median(claimed)) if claimed else None,
        handled_today=await supervision_repository.handled_since(session, midnight),
        satisfaction_today=round(statistics.fmean(grades), 1) if grades else None,
    )


def _held(row: Seen) -> HeldOut:
    return HeldOut(
        id=row.id,
        user=user_of(row),
        since=row.agent_since,
        waiting_for_agent=row.waiting_for_agent,
        urgent=row.urgent,
    )


def _midnight(now: datetime) -> datetime:
    local = clock.local(now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _seconds(since: datetime, now: datetime) -> int:
    return max(0, round((now - since).total_seconds()))
