"""SQL of the deliveries owed: taken under a lease, settled, put off, given up, retried.

Everything runs on real time: a frozen business clock must not stop deliveries.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.core.clock import real_now
from api.models.outgoing import Outgoing
from api.outgoing.delivery import Delivery

LEASE = timedelta(seconds=15)
# How long a settled delivery is remembered: its key is refused as a repetition meanwhile.
_KEEP_DONE = timedelta(days=7)
# A body given up may hold personal data: an operator has this long to have it sent again.
_KEEP_DEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Count:
    """`owed` includes `late`: those that have failed at least once."""

    kind: str
    owed: int
    late: int
    dead: int


async def next_due(session: AsyncSession, kinds: Collection[str]) -> datetime | None:
    """When something of these kinds can be delivered (perhaps in the past); None if nothing is."""
    statement = select(func.min(_ready_at())).where(_is_head(), Outgoing.kind.in_(kinds))
    found: datetime | None = await session.scalar(statement)
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=UTC)


async def lease(session: AsyncSession, kind: str, limit: int) -> list[Delivery]:
    """Take up to `limit` deliveries of a kind, the oldest of each lane only."""
    now = real_now()
    statement = (
        select(Outgoing)
        .where(_is_head(), Outgoing.kind == kind, Outgoing.next_at <= now)
        .where(or_(Outgoing.lease_until.is_(None), Outgoing.lease_until <= now))
        .order_by(Outgoing.next_at, Outgoing.id)
        .limit(limit)
        .with_for_update(skip_locked=True)  # left out on SQLite, whose writers are alone
    )
    taken: list[Delivery] = []
    for row in await session.scalars(statement):
        token = str(uuid4())
        row.lease_owner, row.lease_until = token, now + LEASE
        # Counted when it begins: one that kills its process is given up like the others.
        row.attempts += 1
        taken.append(Delivery(row.id, row.kind, row.key, row.body, row.attempts, token))
    await session.flush()
    return taken


async def renew(session: AsyncSession, delivery: Delivery) -> bool:
    """Keep a delivery for another lease; False if it is no longer ours."""
    return await _settle(session, delivery, lease_until=real_now() + LEASE)


async def done(session: AsyncSession, delivery: Delivery) -> bool:
    """The receiver has it: its body is forgotten."""
    values: dict[str, Any] = {"done_at": real_now(), "body": {}, "last_error": None}
    return await _settle(session, delivery, **_FREE, **values)


async def put_off(session: AsyncSession, delivery: Delivery, next_at: datetime, error: str) -> bool:
    """An attempt has failed: the next one is at `next_at`."""
    values = {"next_at": next_at, "last_error": error[:64]}
    return await _settle(session, delivery, **_FREE, **values)


async def give_up(session: AsyncSession, delivery: Delivery, error: str) -> bool:
    """No more attempts, unless an operator asks; what follows in its lane goes on."""
    values = {"dead_at": real_now(), "last_error": error[:64]}
    return await _settle(session, delivery, **_FREE, **values)


async def busy_lanes(session: AsyncSession, lanes: Collection[str]) -> set[str]:
    """Those of these lanes in which something is owed."""
    statement = select(Outgoing.lane).where(Outgoing.lane.in_(lanes), _is_owed(Outgoing))
    return {lane for lane in await session.scalars(statement) if lane is not None}


async def clear_leases(session: AsyncSession) -> None:
    """Give everything back: for a single process that starts, as no other can hold any."""
    await session.execute(update(Outgoing).where(_is_owed(Outgoing)).values(**_FREE))


async def forget_old(session: AsyncSession) -> None:
    """Delete what was delivered or given up long ago."""
    now = real_now()
    old = or_(Outgoing.done_at < now - _KEEP_DONE, Outgoing.dead_at < now - _KEEP_DEAD)
    await session.execute(delete(Outgoing).where(old))


async def count(session: AsyncSession) -> list[Count]:
    """One line a kind, for the operator."""
    owed = _is_owed(Outgoing)
    statement = select(
        Outgoing.kind,
        func.count().filter(owed),
        func.count().filter(and_(owed, Outgoing.last_error.is_not(None))),
        func.count().filter(Outgoing.dead_at.is_not(None)),
    )
    rows = await session.execute(statement.group_by(Outgoing.kind).order_by(Outgoing.kind))
    return [Count(*row) for row in rows.all()]


async def dead(session: AsyncSession) -> Sequence[Outgoing]:
    """What was given up, oldest first."""
    statement = select(Outgoing).where(Outgoing.dead_at.is_not(None)).order_by(Outgoing.id)
    return (await session.scalars(statement)).all()


async def retry(session: AsyncSession, ids: Collection[int] | None) -> int:
    """Owe again what was given up: these ones, or all of them for None. Returns how many."""
    wanted = Outgoing.dead_at.is_not(None)
    if ids is not None:
        wanted = wanted & Outgoing.id.in_(ids)
    values = {"dead_at": None, "attempts": 0, "next_at": real_now(), "last_error": None}
    result = await session.execute(update(Outgoing).where(wanted).values(**values))
    assert isinstance(result, CursorResult)
    return result.rowcount


_FREE: dict[str, Any] = {"lease_owner": None, "lease_until": None}


def _is_owed(row: type[Outgoing]) -> ColumnElement[bool]:
    return and_(row.done_at.is_(None), row.dead_at.is_(None))


def _is_head() -> ColumnElement[bool]:
    """Owed, and the oldest of its lane if it has one."""
    earlier = aliased(Outgoing)
    preceded = exists().where(
        earlier.lane == Outgoing.lane, earlier.id < Outgoing.id, _is_owed(earlier)
    )
    return and_(_is_owed(Outgoing), ~preceded)


def _ready_at() -> ColumnElement[datetime]:
    """The end of the lease of one that is taken, else when it is due."""
    return func.coalesce(Outgoing.lease_until, Outgoing.next_at)


async def _settle(session: AsyncSession, delivery: Delivery, **values: Any) -> bool:
    statement = (
        update(Outgoing)
        .where(
            Outgoing.id == delivery.id,
            Outgoing.lease_owner == delivery.lease,
            _is_owed(Outgoing),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
