"""The two people whom a sollicitation is told to by mail, each at his own address."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.mail_address import mail_address
from api.domain.sollicitation_acts import Party
from api.domain.sollicitations import Receiver
from api.models.sollicitation import Sollicitation
from api.models.user import User
from api.portal.sollicitations.announcing import may_receive


class Side(StrEnum):
    """Agents of the support have no address here: they read the desk."""

    AUTHOR = "author"
    ASSIGNEE = "assignee"

    @property
    def party(self) -> Party:
        return Party.AUTHOR if self is Side.AUTHOR else Party.RECEIVER


@dataclass(frozen=True, slots=True)
class Correspondent:
    """`login` is None for an anonymous author. Nothing is read of who is not in charge yet."""

    side: Side
    email: str
    name: str
    login: str | None
    may_answer: bool = True


async def correspondent(
    session: AsyncSession, sollicitation: Sollicitation, side: Side
) -> Correspondent | None:
    """Who is on that side now; None when nobody is, or nobody with an address."""
    if side is Side.AUTHOR:
        user = await _user(session, User.id == sollicitation.user_id)
        email = user.email if user else sollicitation.email
        name = sollicitation.author_name or (user.name if user else "")
    elif sollicitation.receiver is Receiver.PUBLIC_CLIENT:
        # Who has lost the space since is told nothing more, and says nothing more.
        user = await _user(
            session, User.login == sollicitation.assignee, may_receive(sollicitation)
        )
        email, name = (user.email, user.name) if user else (None, "")
    else:
        return None
    known = mail_address(email or "")
    return Correspondent(side, known, name, user.login if user else None) if known else None


async def correspondents(
    session: AsyncSession, sollicitation: Sollicitation
) -> list[Correspondent]:
    """Those of both sides who can be written to."""
    found = [await correspondent(session, sollicitation, side) for side in Side]
    return [each for each in found if each is not None]


async def receiver(
    session: AsyncSession, sollicitation: Sollicitation, user_id: int
) -> Correspondent | None:
    """One of those who may take it; None once he may not, or has no address."""
    if sollicitation.receiver is not Receiver.PUBLIC_CLIENT:
        return None
    user = await _user(session, User.id == user_id, may_receive(sollicitation))
    known = mail_address((user.email if user else None) or "")
    if user is None or known is None:
        return None
    return Correspondent(Side.ASSIGNEE, known, user.name, user.login, may_answer=False)


async def _user(session: AsyncSession, *which: ColumnElement[bool]) -> User | None:
    return await session.scalar(select(User).where(*which))
