"""Exceptional closures: when no agent comes, besides nights, week-ends and public holidays."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.settings import get_settings
from api.desk.closures.errors import ClosureBoundsError, ClosureLabelError, ClosureReusedError
from api.desk.closures.schemas import ClosureIn
from api.domain.typed_text import cleaned
from api.models.desk_closure import DeskClosure

# Our choice: beyond that, it is a desk that has closed for good.
_LONGEST = timedelta(days=366)


async def read_closures(session: AsyncSession) -> Sequence[DeskClosure]:
    """Those to come and under way, earliest first."""
    statement = select(DeskClosure).where(DeskClosure.ends_at > clock.now())
    statement = statement.order_by(DeskClosure.starts_at, DeskClosure.id)
    return (await session.scalars(statement)).all()


async def add_closure(session: AsyncSession, key: str, wanted: ClosureIn) -> DeskClosure:
    """Close from an instant to another; the same key again changes nothing.

    Raises:
        ClosureBoundsError: ends before it starts, is over already, or lasts too long.
        ClosureLabelError: nothing to show.
        ClosureReusedError: the key of another closure.
    """
    starts_at, ends_at = _instant(wanted.starts_at), _instant(wanted.ends_at)
    label = cleaned(wanted.label)
    if not label:
        raise ClosureLabelError
    known = await _find(session, key)
    if known is not None:
        return _same(known, starts_at, ends_at, label)
    if not starts_at < ends_at <= starts_at + _LONGEST or ends_at <= clock.now():
        raise ClosureBoundsError
    closure = DeskClosure(starts_at=starts_at, ends_at=ends_at, label=label, key=key)
    try:
        async with session.begin_nested():
            session.add(closure)
    except IntegrityError:  # the same request, twice at once
        if (known := await _find(session, key)) is None:
            raise
        return _same(known, starts_at, ends_at, label)
    return closure


async def remove_closure(session: AsyncSession, closure_id: int) -> None:
    """Open again; one that is no more is removed already."""
    await session.execute(delete(DeskClosure).where(DeskClosure.id == closure_id))


async def _find(session: AsyncSession, key: str) -> DeskClosure | None:
    return await session.scalar(select(DeskClosure).where(DeskClosure.key == key))


def _same(known: DeskClosure, starts_at: datetime, ends_at: datetime, label: str) -> DeskClosure:
    if (known.starts_at, known.ends_at, known.label) != (starts_at, ends_at, label):
        raise ClosureReusedError
    return known


def _instant(at: datetime) -> datetime:
    """A time without offset is that of the desk's clock."""
    aware = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(get_settings().timezone))
    return aware.astimezone(UTC)
