"""What each step owes by mail and to another ticketing program, noted with it."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.outgoing import post
from api.core.settings import get_settings
from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.models.user import User
from api.portal.sollicitations.telling import receivers

type Side = Literal["author", "assignee"]


async def announce(
    session: AsyncSession,
    held: Sollicitation,
    step: SollicitationStep,
    before: SollicitationStatus,
) -> None:
    """In the transaction of the step: nothing leaves if it is rolled back."""
    if get_settings().smtp_host:
        for side in _sides(step, before):
            if await address_of(session, held, side):
                await post(
                    session,
                    "sollicitation_mail",
                    f"sollicitation:{step.id}:{side}",
                    {"step": step.id, "to": side},
                    lane=f"sollicitation:{held.id}",
                )
        await _announce_to_all(session, held, step)
    if get_settings().ticketing != "none" and held.receiver is Receiver.SUPPORT:
        lane = f"ticket:{held.id}"
        await post(session, "ticket", f"ticket:{step.id}", {"step": step.id}, lane=lane)


async def _announce_to_all(
    session: AsyncSession, held: Sollicitation, step: SollicitationStep
) -> None:
    """Who may take a new one: one mail each, and none waits for an address that fails."""
    if step.act is not Act.SUBMIT or held.receiver is not Receiver.PUBLIC_CLIENT:
        return
    statement = select(User.id).where(may_receive(held), User.email.is_not(None))
    for user_id in await session.scalars(statement.order_by(User.id)):
        if user_id == held.user_id:
            continue
        await post(
            session,
            "sollicitation_mail",
            f"sollicitation:{step.id}:receiver:{user_id}",
            {"step": step.id, "to": "receiver", "user": user_id},
            lane=f"sollicitation:{held.id}:{user_id}",
        )


def may_receive(held: Sollicitation) -> ColumnElement[bool]:
    """The condition by which a user has the space that receives it."""
    return User.id.in_(receivers(held.addressee_id))


async def address_of(session: AsyncSession, held: Sollicitation, side: Side) -> str | None:
    """Where that side reads its mail now; agents of the support read the desk."""
    if side == "author":
        if held.user_id is None:
            return held.email
        return await _user_address(session, User.id == held.user_id)
    if held.receiver is Receiver.SUPPORT:
        return None
    return await _user_address(session, User.login == held.assignee)


async def _user_address(session: AsyncSession, condition: ColumnElement[bool]) -> str | None:
    return await session.scalar(select(User.email).where(condition))


def _sides(step: SollicitationStep, before: SollicitationStatus) -> Iterable[Side]:
    """The other side; who files is told his reference. That it changes hands is nobody's news."""
    if step.party is Party.RECEIVER:
        if step.act is not Act.ASSIGN or step.status is not before:
            yield "author"
    elif step.act is Act.SUBMIT:
        yield "author"
    else:
        yield "assignee"
