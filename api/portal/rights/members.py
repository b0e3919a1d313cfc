"""Users of a structure: their roles, who leads it, and who leaves it."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import RattachementState, Role
from api.domain.rights_requests import RequestState
from api.models.user import Rattachement
from api.portal.errors import RattachementNotFoundError
from api.portal.journal import record
from api.portal.notifications import notify
from api.portal.rights.errors import (
    IllegalRattachementStateError,
    ManagerRequiredError,
    PrincipalManagerKeptError,
    RattachementNotValidatedError,
    SuccessorRequiredError,
    UnknownRattachementStateError,
    UnknownRoleError,
)
from api.portal.rights.granting import settle_spaces
from api.portal.rights.repository import RightsRepository
from api.portal.rights.request_repository import RequestRepository
from api.portal.rights.schemas import (
    ManagerRead,
    ManagersRead,
    RattachementPage,
    RattachementRead,
)
from api.portal.rights.standing import (
    Post,
    find_colleague,
    take_manager_post,
    take_principal_post,
)
from api.portal.rights.views import rattachement_read
from api.portal.schemas import StructureRef

_GIVEN_ROLES = (Role.SECONDARY_MANAGER, Role.SIMPLE_USER)
_GIVEN_STATES = (RattachementState.DISABLED, RattachementState.VALIDATED)


async def list_managers(session: AsyncSession, siret: str, *, reader: Reader) -> ManagersRead:
    """For whoever is attached there: anybody may ask to be, and must not learn names by asking.

    Raises:
        RattachementNotFoundError: anybody else, and for an unknown SIRET.
    """
    repository = RightsRepository(session, reader)
    wanted = compact(siret)
    own = await repository.find_own_by_siret(wanted)
    if own is None or own.state is not RattachementState.VALIDATED:
        raise RattachementNotFoundError(wanted)
    managers = await repository.list_managers(own.structure_id)
    return ManagersRead(
        structure=StructureRef.model_validate(own.structure),
        items=[ManagerRead.of(item) for item in managers],
        as_of=now(),
    )


async def list_users(session: AsyncSession, siret: str, *, reader: Reader) -> RattachementPage:
    """For managers: everybody attached or waiting to be, with roles and spaces.

    Raises:
        RattachementNotFoundError, ManagerRequiredError: not for the caller.
    """
    repository = RightsRepository(session, reader)
    wanted = compact(siret)
    own = await repository.find_own_by_siret(wanted)
    if own is None or own.state is not RattachementState.VALIDATED:
        raise RattachementNotFoundError(wanted)
    if not own.role.manages:
        raise ManagerRequiredError
    found = await repository.list_of_structure(own.structure_id)
    return RattachementPage(items=[rattachement_read(item) for item in found], total=len(found))


async def change_role(
    session: AsyncSession, siret: str, login: str, code: str, *, reader: Reader
) -> RattachementRead:
    """Make a validated user a secondary manager, or a simple user again.

    Raises:
        UnknownRoleError: neither of these roles.
        RattachementNotFoundError, ManagerRequiredError, ColleagueNotFoundError: not the caller's.
        PrincipalManagerKeptError, RattachementNotValidatedError: not this user's.
    """
    role = next((item for item in _GIVEN_ROLES if item.value == compact(code)), None)
    if role is None:
        raise UnknownRoleError
    repository = RightsRepository(session, reader)
    post = await take_manager_post(repository, siret)
    colleague = await find_colleague(repository, post, login)
    _require_validated(colleague)
    if colleague.role is Role.PRINCIPAL_MANAGER:
        raise PrincipalManagerKeptError
    if colleague.role is not role:
        await _give_role(session, post, colleague, role, reader)
    return rattachement_read(colleague)


async def change_state(
    session: AsyncSession, siret: str, login: str, code: str, *, reader: Reader
) -> RattachementRead:
    """Disable a rattachement, which keeps its spaces without their use, or enable it again.

    Raises:
        UnknownRattachementStateError: neither of these states.
        RattachementNotFoundError, ManagerRequiredError, ColleagueNotFoundError: not the caller's.
        PrincipalManagerKeptError, IllegalRattachementStateError: not possible for this user.
    """
    state = next((item for item in _GIVEN_STATES if item.value == compact(code)), None)
    if state is None:
        raise UnknownRattachementStateError
    repository = RightsRepository(session, reader)
    post = await take_manager_post(repository, siret)
    colleague = await find_colleague(repository, post, login)
    if colleague.state is state:
        return rattachement_read(colleague)
    if colleague.role is Role.PRINCIPAL_MANAGER:
        raise PrincipalManagerKeptError
    if colleague.state is RattachementState.PENDING or not colleague.state.may_become(state):
        raise IllegalRattachementStateError(colleague.state)
    colleague.state = state
    if state is RattachementState.VALIDATED:
        await settle_spaces(session, colleague, post.structure, reader=reader)
    await _say(session, post, colleague, "rattachement_state_changed", reader)
    return rattachement_read(colleague)


async def transfer(
    session: AsyncSession, siret: str, login: str, *, reader: Reader
) -> RattachementRead:
    """Hand the role of principal manager over; the former one stays, as a secondary manager.

    Raises:
        RattachementNotFoundError, PrincipalManagerRequiredError: not the caller's to give.
        ColleagueNotFoundError, RattachementNotValidatedError: nobody who may take it.
    """
    repository = RightsRepository(session, reader)
    post = await take_principal_post(repository, siret)
    successor = await find_colleague(repository, post, login)
    _require_validated(successor)
    if successor.id != post.own.id:
        await _hand_over(session, post, successor, reader)
    return rattachement_read(successor)


async def detach(
    session: AsyncSession, siret: str, login: str, successor: str | None, *, reader: Reader
) -> RattachementRead:
    """End a rattachement: one's own, even pending, or a colleague's as a manager.

    Raises:
        RattachementNotFoundError, ManagerRequiredError, ColleagueNotFoundError: not the caller's.
        SuccessorRequiredError: the principal manager leaves without naming one.
        PrincipalManagerKeptError: another one's attempt on the principal manager.
    """
    repository = RightsRepository(session, reader)
    if login.strip() == reader.login:
        post = await _own_post(repository, siret)
        if _leads(post.own):
            await _name_successor(session, repository, post, successor, reader)
        return await _remove(session, post, post.own, reader)
    post = await take_manager_post(repository, siret)
    colleague = await find_colleague(repository, post, login)
    if _leads(colleague):
        raise PrincipalManagerKeptError
    return await _remove(session, post, colleague, reader)


async def _own_post(repository: RightsRepository, siret: str) -> Post:
    """Unlike elsewhere, a rattachement that is pending or disabled will do: one may leave."""
    wanted = compact(siret)
    structure = await repository.lock_structure(wanted)
    own = await repository.find_own(structure.id) if structure else None
    if structure is None or own is None or not own.state.held:
        raise RattachementNotFoundError(wanted)
    return Post(structure, own)


async def _name_successor(
    session: AsyncSession,
    repository: RightsRepository,
    post: Post,
    login: str | None,
    reader: Reader,
) -> None:
    if login is None:
        raise SuccessorRequiredError
    successor = await find_colleague(repository, post, login)
    if successor.id == post.own.id:
        raise SuccessorRequiredError
    _require_validated(successor)
    await _hand_over(session, post, successor, reader)


async def _hand_over(
    session: AsyncSession, post: Post, successor: Rattachement, reader: Reader
) -> None:
    # In this order: the database refuses two principal managers at any instant.
    await _give_role(session, post, post.own, Role.SECONDARY_MANAGER, reader)
    await _give_role(session, post, successor, Role.PRINCIPAL_MANAGER, reader)


async def _give_role(
    session: AsyncSession, post: Post, item: Rattachement, role: Role, reader: Reader
) -> None:
    item.role = role
    await session.flush()
    await settle_spaces(session, item, post.structure, reader=reader)
    await _say(session, post, item, "role_changed", reader)


async def _remove(
    session: AsyncSession, post: Post, item: Rattachement, reader: Reader
) -> RattachementRead:
    item.state, item.role = RattachementState.REMOVED, Role.SIMPLE_USER
    item.subscriptions.clear()
    requests = RequestRepository(session, reader)
    for request in await requests.list_pending_of(post.structure.id, item.user_id):
        request.state, request.decided_at = RequestState.CANCELLED, now()
        request.decided_by_id = reader.user_id
    await _say(session, post, item, "rattachement_removed", reader)
    return rattachement_read(item)


async def _say(
    session: AsyncSession, post: Post, item: Rattachement, action: str, reader: Reader
) -> None:
    """In the journal always; to the user himself when another acted."""
    subject = f"rattachement:{item.id}"
    await record(
        session,
        user_id=reader.user_id,
        action=action,
        subject=subject,
        detail={
            "structure": str(post.structure.id),
            "role": item.role.value,
            "state": item.state.value,
        },
    )
    if item.user_id == reader.user_id:
        return
    text = f"{_news(item, action)} pour {post.structure.name}."
    await notify(session, [item.user_id], kind=action, subject=subject, text=text)


def _news(item: Rattachement, action: str) -> str:
    if action == "role_changed":
        return f"Votre rôle est désormais « {item.role.label} »"
    return f"L’état de votre rattachement est désormais « {item.state.label} »"


def _leads(item: Rattachement) -> bool:
    return item.role is Role.PRINCIPAL_MANAGER and item.state is RattachementState.VALIDATED


def _require_validated(item: Rattachement) -> None:
    if item.state is not RattachementState.VALIDATED:
        raise RattachementNotValidatedError
