"""Asking for a rattachement or a space; what needs nobody's approval is granted at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.reader import Reader
from api.domain.rights import Grant, RattachementState, Role, Space
from api.domain.rights_requests import MAX_PENDING, RequestKind, RequestState
from api.models.rights_request import RightsRequest
from api.models.structure import Structure
from api.models.user import Rattachement, User
from api.portal.errors import StructureNotFoundError
from api.portal.journal import record
from api.portal.notifications import notify
from api.portal.rights.errors import (
    AlreadyAttachedError,
    AlreadySubscribedError,
    PersonalSpaceError,
    RattachementDisabledError,
    RequestAlreadyPendingError,
    SpaceForManagersError,
    TooManyPendingRequestsError,
    UnknownSpaceError,
)
from api.portal.rights.granting import is_open, is_subscribed, open_space, subscribe
from api.portal.rights.repository import RightsRepository
from api.portal.rights.request_repository import RequestRepository
from api.portal.rights.schemas import RattachementRequestCreate, RequestRead, SpaceRequestCreate
from api.portal.rights.standing import Post, take_post
from api.portal.rights.views import request_read


def parse_space(code: str) -> Space:
    """Raises `UnknownSpaceError`."""
    if code not in set(Space):
        raise UnknownSpaceError
    return Space(code)


async def ask_rattachement(
    session: AsyncSession, wanted: RattachementRequestCreate, *, reader: Reader
) -> RequestRead:
    """File a request for the structure of a SIRET, in the directory or private.

    Raises:
        StructureNotFoundError: no such structure on the portal.
        AlreadyAttachedError, RattachementDisabledError, RequestAlreadyPendingError: no need to.
        TooManyPendingRequestsError: too many await a decision already.
    """
    repository = RightsRepository(session, reader)
    structure = await repository.lock_structure(wanted.siret)
    if structure is None:
        raise StructureNotFoundError(wanted.siret)
    await _refuse_another_pending(session, structure, None, reader)
    rattachement = await repository.find_own(structure.id)
    if rattachement is None:
        rattachement = await _new_rattachement(session, structure, reader)
    else:
        _ask_again(rattachement)
    filed = await _file(session, structure, None, reader)
    text = f"{filed.user.name} demande son rattachement à {structure.name}."
    await _tell_managers(session, repository, filed, text)
    return await _read(session, filed, reader)


async def ask_space(
    session: AsyncSession, wanted: SpaceRequestCreate, *, reader: Reader
) -> RequestRead:
    """File a request for a space; it is accepted at once where the caller needs no approval.

    Raises:
        UnknownSpaceError, PersonalSpaceError, SpaceForManagersError: not to be asked for.
        RattachementNotFoundError: the caller has no validated rattachement there.
        AlreadySubscribedError, RequestAlreadyPendingError: no need to.
    """
    space = parse_space(wanted.space)
    if space.grant is Grant.PERSONAL:
        raise PersonalSpaceError(space)
    repository = RightsRepository(session, reader)
    post = await take_post(repository, wanted.siret)
    if space.grant is Grant.MANAGERS and not post.own.role.manages:
        raise SpaceForManagersError(space)
    if is_open(post.structure, space) and is_subscribed(post.own, space):
        raise AlreadySubscribedError(space)
    await _refuse_another_pending(session, post.structure, space, reader)
    filed = await _file(session, post.structure, space, reader)
    if _needs_nobody(post, space):
        await _grant_at_once(session, post, filed, space, reader)
    else:
        text = f"{filed.user.name} demande l’espace « {space.label} » de {post.structure.name}."
        await _tell_managers(session, repository, filed, text)
    return await _read(session, filed, reader)


def _needs_nobody(post: Post, space: Space) -> bool:
    """A manager opens the space as well; others only get one that is open."""
    opened = is_open(post.structure, space)
    return post.own.role.manages or (opened and space.granted_at_once(post.own.role))


async def _grant_at_once(
    session: AsyncSession, post: Post, filed: RightsRequest, space: Space, reader: Reader
) -> None:
    await open_space(session, post.structure, space, reader=reader)
    await subscribe(session, post.own, space, reader=reader)
    filed.state, filed.decided_at = RequestState.APPROVED, now()
    await session.flush()


async def _refuse_another_pending(
    session: AsyncSession, structure: Structure, space: Space | None, reader: Reader
) -> None:
    requests = RequestRepository(session, reader)
    pending = await requests.find_own_pending(structure.id, space)
    if pending is not None:
        raise RequestAlreadyPendingError(pending.created_at)
    if await requests.count_own_pending() >= MAX_PENDING:
        raise TooManyPendingRequestsError


async def _new_rattachement(
    session: AsyncSession, structure: Structure, reader: Reader
) -> Rattachement:
    rattachement = Rattachement(
        user_id=reader.user_id,
        structure_id=structure.id,
        role=Role.SIMPLE_USER,
        state=RattachementState.PENDING,
        subscriptions=[],
    )
    session.add(rattachement)
    await session.flush()
    return rattachement


def _ask_again(rattachement: Rattachement) -> None:
    """After a refusal or a removal: nothing of what was held before comes back."""
    state = rattachement.state
    if state is RattachementState.VALIDATED:
        raise AlreadyAttachedError
    if state is RattachementState.DISABLED:
        raise RattachementDisabledError
    rattachement.state, rattachement.role = RattachementState.PENDING, Role.SIMPLE_USER
    rattachement.subscriptions.clear()


async def _file(
    session: AsyncSession, structure: Structure, space: Space | None, reader: Reader
) -> RightsRequest:
    filed = RightsRequest(
        kind=RequestKind.RATTACHEMENT if space is None else RequestKind.SPACE,
        user=await session.get_one(User, reader.user_id),
        structure=structure,
        space=space,
        state=RequestState.PENDING,
        created_at=now(),
    )
    session.add(filed)
    await session.flush()
    detail = {"structure": str(structure.id), "kind": filed.kind.value}
    await record(
        session,
        user_id=reader.user_id,
        action="request_filed",
        subject=f"request:{filed.id}",
        detail=detail | ({"space": space.value} if space else {}),
    )
    return filed


async def _tell_managers(
    session: AsyncSession, repository: RightsRepository, filed: RightsRequest, text: str
) -> None:
    managers = await repository.list_managers(filed.structure_id)
    await notify(
        session,
        (item.user_id for item in managers),
        kind="request_to_decide",
        subject=f"request:{filed.id}",
        text=text,
    )


async def _read(session: AsyncSession, filed: RightsRequest, reader: Reader) -> RequestRead:
    managed = await RequestRepository(session, reader).list_managed()
    return request_read(filed, reader=reader, managed=managed)
