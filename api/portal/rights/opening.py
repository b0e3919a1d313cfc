"""Opening a space on a structure, which its managers alone may do."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import Grant, RattachementState, Space
from api.domain.rights_requests import RequestState
from api.models.structure import Structure
from api.portal.notifications import notify
from api.portal.rights.errors import PersonalSpaceError
from api.portal.rights.filing import parse_space
from api.portal.rights.granting import open_space, subscribe
from api.portal.rights.repository import RightsRepository
from api.portal.rights.request_repository import RequestRepository
from api.portal.rights.schemas import OpenSpacesRead
from api.portal.rights.standing import take_manager_post
from api.portal.rights.views import open_spaces_read


async def open_on_structure(
    session: AsyncSession, siret: str, code: str, *, reader: Reader
) -> OpenSpacesRead:
    """Open a space; a space that is open already stays so.

    Those to whom it comes without approval get it at once if they asked for it, or if it comes
    with their role. The others have to ask, and a manager decides for each.

    Raises:
        UnknownSpaceError, PersonalSpaceError: not to be opened.
        RattachementNotFoundError, ManagerRequiredError: not the caller's to open.
    """
    space = parse_space(compact(code))
    if space.grant is Grant.PERSONAL:
        raise PersonalSpaceError(space)
    repository = RightsRepository(session, reader)
    post = await take_manager_post(repository, siret)
    if await open_space(session, post.structure, space, reader=reader):
        await _settle_users(session, repository, post.structure, space, reader)
        await _settle_requests(session, repository, post.structure, space, reader)
    return open_spaces_read(post.structure)


async def _settle_users(
    session: AsyncSession,
    repository: RightsRepository,
    structure: Structure,
    space: Space,
    reader: Reader,
) -> None:
    """Those whose role brings the space have it from now on."""
    for item in await repository.list_of_structure(structure.id):
        if item.state is RattachementState.VALIDATED and space.comes_with(item.role):
            await subscribe(session, item, space, reader=reader)


async def _settle_requests(
    session: AsyncSession,
    repository: RightsRepository,
    structure: Structure,
    space: Space,
    reader: Reader,
) -> None:
    for request in await RequestRepository(session, reader).list_pending_for(structure.id, space):
        held = await repository.find_of_user(structure.id, request.user_id)
        validated = held is not None and held.state is RattachementState.VALIDATED
        if held is None or not validated or not space.granted_at_once(held.role):
            continue
        await subscribe(session, held, space, reader=reader)
        request.state, request.decided_at = RequestState.APPROVED, now()
        request.decided_by_id = reader.user_id
        await notify(
            session,
            [request.user_id],
            kind="request_decided",
            subject=f"request:{request.id}",
            text=f"L’espace « {space.label} » vous est ouvert pour {structure.name}.",
        )
