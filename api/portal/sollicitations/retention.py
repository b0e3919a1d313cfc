"""Sollicitations past their time: closed ones, and drafts that nobody touches any more.

Their history and files go with them; what was told of them too, as it leads nowhere. The journal
and the desk's register keep their references. Bytes are swept apart; see `sweeping`.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import SollicitationStatus
from api.models.idempotent_write import IdempotentWrite
from api.models.notification import Notification
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.portal.sollicitations.drafts import UPDATE
from api.portal.sollicitations.telling import subject_of

_AT_ONCE = 200  # in one transaction: nobody who files waits long for it


async def erase_old(database: Database) -> int:
    """How many were erased; several programs may do it at the same time."""
    erased = 0
    while True:
        async with database.new_session.begin() as session:
            some = await _erase_some(session)
        erased += some
        if some < _AT_ONCE:
            return erased


async def _erase_some(session: AsyncSession) -> int:
    statement = (
        select(Sollicitation)
        .where(_is_old(get_settings()))
        .order_by(Sollicitation.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)  # left out on SQLite, whose writers are alone
    )
    old = (await session.scalars(statement)).all()
    if old:
        await _forget(session, old)
    return len(old)


async def _forget(session: AsyncSession, old: Sequence[Sollicitation]) -> None:
    told = Notification.subject.in_([subject_of(each) for each in old])
    await session.execute(delete(Notification).where(told))
    answered = IdempotentWrite.response["reference"].as_string()
    await session.execute(
        delete(IdempotentWrite).where(
            IdempotentWrite.operation.startswith(UPDATE),
            answered.in_([each.reference for each in old]),
        )
    )
    rows = Sollicitation.id.in_([each.id for each in old])
    await session.execute(delete(Sollicitation).where(rows))


def _is_old(settings: Settings) -> ColumnElement[bool]:
    return or_(_is_closed_since(settings.sollicitation_retention_days), _is_left(settings))


def _is_closed_since(days: int) -> ColumnElement[bool]:
    """The act itself is dated: a mail that bounces later changes the row."""
    if not days:
        return false()
    closed = exists().where(
        SollicitationStep.sollicitation_id == Sollicitation.id,
        SollicitationStep.act == Act.CLOSE,
        SollicitationStep.at <= now() - timedelta(days=days),
    )
    return (Sollicitation.status == SollicitationStatus.CLOSED) & closed


def _is_left(settings: Settings) -> ColumnElement[bool]:
    if not settings.draft_retention_days:
        return false()
    before = now() - timedelta(days=settings.draft_retention_days)
    draft = Sollicitation.status == SollicitationStatus.DRAFT
    return draft & (Sollicitation.updated_at <= before)
