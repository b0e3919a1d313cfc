"""What the support's inbox adds to a sollicitation: how many, who filed it, its ticket."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.desk.sollicitations.schemas import InboxCounts
from api.desk.sollicitations.views import View
from api.domain.sollicitations import Receiver
from api.domain.sollicitations import SollicitationStatus as Status
from api.models.sollicitation import Sollicitation
from api.models.ticket_link import TicketLink
from api.models.user import User

# A draft is its author's alone; what a public client treats is never the support's.
FOR_SUPPORT = and_(Sollicitation.receiver == Receiver.SUPPORT, Sollicitation.status != Status.DRAFT)
_OPEN = Sollicitation.status != Status.CLOSED


def of_view(view: View, login: str, now: datetime) -> ColumnElement[bool]:
    """`login` is the agent's who looks."""
    conditions = {
        View.TO_TAKE: and_(_OPEN, Sollicitation.assignee.is_(None)),
        View.MINE: and_(_OPEN, Sollicitation.assignee == login),
        View.OPEN: _OPEN,
        View.OVERDUE: and_(_OPEN, Sollicitation.due_at < now),
        View.CLOSED: Sollicitation.status == Status.CLOSED,
    }
    return and_(FOR_SUPPORT, conditions[view])


async def counts(session: AsyncSession, login: str, now: datetime) -> InboxCounts:
    """In one reading."""
    sums = [func.sum(case((of_view(view, login, now), 1), else_=0)) for view in View]
    row = (await session.execute(select(*sums).where(FOR_SUPPORT))).one()
    return InboxCounts(**{view.value: count or 0 for view, count in zip(View, row, strict=True)})


async def author_login(session: AsyncSession, sollicitation: Sollicitation) -> str | None:
    """None for an anonymous author."""
    if sollicitation.user_id is None:
        return None
    return await session.scalar(select(User.login).where(User.id == sollicitation.user_id))


async def ticket(session: AsyncSession, sollicitation: Sollicitation) -> TicketLink | None:
    """The latest, should another system have been connected since."""
    statement = select(TicketLink).where(TicketLink.sollicitation_id == sollicitation.id)
    return await session.scalar(statement.order_by(TicketLink.at.desc()).limit(1))


async def previous(
    session: AsyncSession, sollicitation: Sollicitation, limit: int
) -> Sequence[Sollicitation]:
    """Others that the same person filed to the support, the latest first."""
    same = _same_author(sollicitation)
    if same is None:
        return []
    statement = (
        select(Sollicitation)
        .where(FOR_SUPPORT, same, Sollicitation.id != sollicitation.id)
        .options(joinedload(Sollicitation.structure), joinedload(Sollicitation.addressee))
        .order_by(Sollicitation.id.desc())
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


def _same_author(sollicitation: Sollicitation) -> ColumnElement[bool] | None:
    """An anonymous one is known by the address that he proved to be his."""
    if sollicitation.user_id is not None:
        return Sollicitation.user_id == sollicitation.user_id
    if sollicitation.email is None:
        return None
    return and_(Sollicitation.user_id.is_(None), Sollicitation.email == sollicitation.email)
