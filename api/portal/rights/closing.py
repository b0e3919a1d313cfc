"""Giving a space back, taking it from a user, and closing it on a structure.

Sourced: each user adds and removes « Factures émises » by himself; managers have all the rights of
administration. Ours: anybody may give back a space that he holds, and no space that comes with a
role is given back or closed, since it would come again.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import Grant, Space
from api.models.user import Rattachement
from api.portal.journal import record
from api.portal.notifications import notify
from api.portal.rights.errors import (
    ManagerRequiredError,
    NotSubscribedError,
    PersonalSpaceError,
    SpaceComesWithRoleError,
    SpaceNotOpenError,
)
from api.portal.rights.filing import parse_space
from api.portal.rights.granting import is_open, withdraw
from api.portal.rights.repository import RightsRepository
from api.portal.rights.schemas import OpenSpacesRead, RattachementRead
from api.portal.rights.standing import Post, find_colleague, take_manager_post, take_post
from api.portal.rights.views import open_spaces_read, rattachement_read

_WITH_ROLE = frozenset({Grant.AUTOMATIC, Grant.MANAGERS})


async def unsubscribe(
    session: AsyncSession, siret: str, login: str, code: str, *, reader: Reader
) -> RattachementRead:
    """End one's own use of a space, or a colleague's as a manager; he may ask for it again.

    Raises:
        UnknownSpaceError, PersonalSpaceError, SpaceComesWithRoleError: not to be given back.
        RattachementNotFoundError, ManagerRequiredError, ColleagueNotFoundError: not the caller's.
        NotSubscribedError: not held.
    """
    space = _closable(code)
    repository = RightsRepository(session, reader)
    post = await take_post(repository, siret)
    item = await _whose(repository, post, login, reader)
    if not await withdraw(session, item, space, reader=reader):
        raise NotSubscribedError(space)
    if item.user_id != reader.user_id:
        await _tell(session, [item.user_id], post, space)
    return rattachement_read(item)


async def close_on_structure(
    session: AsyncSession, siret: str, code: str, *, reader: Reader
) -> OpenSpacesRead:
    """Close a space for all users of the structure; those who lose it are told.

    Raises:
        UnknownSpaceError, PersonalSpaceError, SpaceComesWithRoleError: not to be closed.
        RattachementNotFoundError, ManagerRequiredError: not the caller's to close.
        SpaceNotOpenError: nothing to close.
    """
    space = _closable(code)
    repository = RightsRepository(session, reader)
    post = await take_manager_post(repository, siret)
    opened = next((item for item in post.structure.spaces if item.space is space), None)
    if opened is None or not is_open(post.structure, space):
        raise SpaceNotOpenError(space)
    losing: list[int] = []
    for item in await repository.list_of_structure(post.structure.id):
        if await withdraw(session, item, space, reader=reader):
            losing.append(item.user_id)
    post.structure.spaces.remove(opened)
    await record(
        session,
        user_id=reader.user_id,
        action="space_closed",
        subject=f"structure:{post.structure.id}",
        detail={"space": space.value},
    )
    await _tell(session, [user for user in losing if user != reader.user_id], post, space)
    return open_spaces_read(post.structure)


def _closable(code: str) -> Space:
    space = parse_space(compact(code))
    if space.grant is Grant.PERSONAL:
        raise PersonalSpaceError(space)
    if space.grant in _WITH_ROLE:
        raise SpaceComesWithRoleError(space)
    return space


async def _whose(
    repository: RightsRepository, post: Post, login: str, reader: Reader
) -> Rattachement:
    if login.strip() == reader.login:
        return post.own
    if not post.own.role.manages:
        raise ManagerRequiredError
    return await find_colleague(repository, post, login)


async def _tell(session: AsyncSession, users: list[int], post: Post, space: Space) -> None:
    await notify(
        session,
        users,
        kind="space_withdrawn",
        subject=f"structure:{post.structure.id}",
        text=f"L’espace « {space.label} » ne vous est plus ouvert pour {post.structure.name}.",
    )
