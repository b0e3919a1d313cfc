"""Requests of the demonstration, filed as their authors would."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.demo.data.waiting import DemoRequest
from api.domain.rights import RattachementState, Role, Space
from api.models.user import Rattachement, SpaceSubscription, User
from api.portal.access import load_reader
from api.portal.rights.filing import ask_rattachement, ask_space
from api.portal.rights.schemas import RattachementRequestCreate, SpaceRequestCreate


async def load_requests(
    session: AsyncSession, wanted: Iterable[DemoRequest], sirets: Mapping[str, int]
) -> int:
    """How many were filed; none by a user who is there already."""
    known = set(await session.scalars(select(User.login)))
    missing = [item for item in wanted if item.login not in known]
    for item in missing:
        session.add(_user(item, sirets[item.siret]))
        await session.flush()
        await _file(session, item)
    return len(missing)


async def _file(session: AsyncSession, item: DemoRequest) -> None:
    reader = await load_reader(session, item.login)
    assert reader is not None, "its user was just added"
    if item.space is None:
        await ask_rattachement(session, RattachementRequestCreate(siret=item.siret), reader=reader)
    else:
        asked = SpaceRequestCreate(siret=item.siret, space=item.space)
        await ask_space(session, asked, reader=reader)


def _user(item: DemoRequest, structure_id: int) -> User:
    rattachement = Rattachement(
        structure_id=structure_id,
        role=Role.SIMPLE_USER,
        state=RattachementState.VALIDATED,
        subscriptions=[SpaceSubscription(space=Space.SENT_SOLLICITATIONS)],
    )
    attached = item.space is not None
    return User(login=item.login, name=item.name, rattachements=[rattachement] if attached else [])
