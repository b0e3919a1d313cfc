"""The queue as it is told: to each user his position and his wait, to agents who waits.

Told in the log, and only when the position or the words of the wait have changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, episodes, log, queue_repository
from api.chat.agents_present import present_agents
from api.chat.publication import QUEUE_TOPIC, publish_after_commit
from api.core import clock
from api.core.settings import get_settings
from api.domain.queue_proposal import Wanted
from api.domain.waiting_estimate import Places, Wait, wait_of

# Our choice: the exchanges that an estimate looks at.
_RECENT_EXCHANGES = 20
_RECENT_DAYS = timedelta(days=7)
_ELSEWHERE = (0, "elsewhere")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in the queue; `position` is its rank from 1, `reason` a code."""

    conversation_id: str
    position: int
    waiting_since: datetime
    reason: str | None
    urgent: bool
    wanted: Wanted
    wait: Wait
    told: bool


async def queue(session: AsyncSession, at: datetime | None = None) -> list[Waiting]:
    """Those who wait, in the order of the queue; presence as of this real instant (now)."""
    rows = await queue_repository.waiting(session)
    if not rows:
        return []
    places, handling = await _places(session, at), await _handling(session)
    return [
        _waiting(row, rank, wait_of(rank, places, handling))
        for rank, row in enumerate(rows, start=1)
    ]


async def waiting_of(session: AsyncSession, conversation_id: str) -> Waiting | None:
    """What one who waits can be told; None if this one does not wait."""
    found = (row for row in await queue(session) if row.conversation_id == conversation_id)
    return next(found, None)


async def all_told(session: AsyncSession, at: datetime | None = None) -> bool:
    """Whether what each one last read still holds."""
    return all(row.told for row in await queue(session, at))


async def tell_positions(session: AsyncSession, at: datetime | None = None) -> None:
    """Tell those whose position or wait has changed; wake the desk."""
    untold = [row for row in await queue(session, at) if not row.told]
    await log.append_to_each(session, {row.conversation_id: _event(row) for row in untold})
    words = {row.conversation_id: _words(row.position, row.wait) for row in untold}
    await queue_repository.note_told(session, words)
    publish_after_commit(session, QUEUE_TOPIC)


def _event(row: Waiting) -> log.EventDraft:
    ours = get_settings().desk_is_ours
    return drafts.queued(row.position, row.wait) if ours else drafts.queued_elsewhere()


def _words(position: int, wait: Wait) -> tuple[int, str]:
    """What one who waits is told: at another desk, that he waits, and not how long."""
    return (position, wait.code) if get_settings().desk_is_ours else _ELSEWHERE


def _waiting(row: queue_repository.Queued, rank: int, wait: Wait) -> Waiting:
    return Waiting(
        conversation_id=row.conversation_id,
        position=rank,
        waiting_since=row.waiting_since,
        reason=row.reason,
        urgent=row.urgent,
        wanted=row.wanted,
        wait=wait,
        told=row.told == _words(rank, wait),
    )


async def _places(session: AsyncSession, at: datetime | None) -> Places:
    agents = [agent for agent in await present_agents(session, at) if agent.available]
    free = sum(agent.free_places for agent in agents)
    return Places(free, sum(agent.in_hand for agent in agents))


async def _handling(session: AsyncSession) -> Sequence[timedelta]:
    since = clock.now() - _RECENT_DAYS
    return await episodes.recent_handling(session, _RECENT_EXCHANGES, since)
