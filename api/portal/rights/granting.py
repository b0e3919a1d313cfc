"""Opening spaces to a structure and to its users, once somebody who may has decided."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.reader import Reader
from api.domain.rights import Grant, Space
from api.models.structure import OpenSpace, Structure
from api.models.user import Rattachement, SpaceSubscription
from api.portal.journal import record


def is_open(structure: Structure, space: Space) -> bool:
    return any(item.space is space for item in structure.spaces)


def is_subscribed(rattachement: Rattachement, space: Space) -> bool:
    return any(item.space is space for item in rattachement.subscriptions)


async def open_space(
    session: AsyncSession, structure: Structure, space: Space, *, reader: Reader
) -> bool:
    """Whether it was not open yet."""
    if is_open(structure, space):
        return False
    structure.spaces.append(OpenSpace(space=space))
    await record(
        session,
        user_id=reader.user_id,
        action="space_opened",
        subject=f"structure:{structure.id}",
        detail={"space": space.value},
    )
    return True


async def subscribe(
    session: AsyncSession, rattachement: Rattachement, space: Space, *, reader: Reader
) -> None:
    """Grant a space that is open on the structure; nothing happens when it is held already."""
    if is_subscribed(rattachement, space):
        return
    rattachement.subscriptions.append(SpaceSubscription(space=space))
    await _record_space(session, rattachement, space, "space_granted", reader)


async def withdraw(
    session: AsyncSession, rattachement: Rattachement, space: Space, *, reader: Reader
) -> bool:
    """Whether it was held."""
    held = next((item for item in rattachement.subscriptions if item.space is space), None)
    if held is None:
        return False
    rattachement.subscriptions.remove(held)
    await _record_space(session, rattachement, space, "space_withdrawn", reader)
    return True


async def settle_spaces(
    session: AsyncSession, rattachement: Rattachement, structure: Structure, *, reader: Reader
) -> None:
    """After a validation or a change of role: what comes with the role, and no more than it."""
    for item in structure.spaces:
        if item.space.comes_with(rattachement.role):
            await subscribe(session, rattachement, item.space, reader=reader)
    for held in list(rattachement.subscriptions):
        if held.space.grant is Grant.MANAGERS and not rattachement.role.manages:
            await withdraw(session, rattachement, held.space, reader=reader)


async def _record_space(
    session: AsyncSession, rattachement: Rattachement, space: Space, action: str, reader: Reader
) -> None:
    await record(
        session,
        user_id=reader.user_id,
        action=action,
        subject=f"rattachement:{rattachement.id}",
        detail={"space": space.value},
    )
