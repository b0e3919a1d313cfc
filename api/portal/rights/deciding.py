"""Deciding on requests, as a manager of the structure; and listing those that one sees."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.reader import Reader
from api.domain.rights import RattachementState, Space
from api.domain.rights_requests import MAX_REASON, RequestKind, RequestState
from api.models.rights_request import RightsRequest
from api.models.structure import Structure
from api.models.user import Rattachement
from api.portal.journal import record
from api.portal.notifications import notify
from api.portal.rights.errors import (
    ManagerRequiredError,
    RattachementNotValidatedError,
    ReasonTooLongError,
    RequestAlreadyDecidedError,
    RequestNotFoundError,
)
from api.portal.rights.granting import open_space, settle_spaces, subscribe
from api.portal.rights.repository import RightsRepository
from api.portal.rights.request_repository import RequestRepository
from api.portal.rights.schemas import DecisionCreate, RequestPage, RequestRead
from api.portal.rights.views import request_read

MAX_ITEMS = 100
# Ids are 32-bit in the tables: a larger one names nothing.
_MAX_ID = 2**31 - 1


async def list_requests(session: AsyncSession, *, reader: Reader) -> RequestPage:
    """The caller's own, whatever their state, and those that wait for his decision."""
    requests = RequestRepository(session, reader)
    managed = await requests.list_managed()
    found = await requests.list_visible(MAX_ITEMS)
    items = [request_read(item, reader=reader, managed=managed) for item in found]
    return RequestPage(items=items, total=await requests.count_visible())


async def decide(
    session: AsyncSession, request_id: int, decision: DecisionCreate, *, reader: Reader
) -> RequestRead:
    """Accept or refuse; accepting a space opens it on the structure where it was not.

    Raises:
        RequestNotFoundError: unknown, or neither the caller's own nor of his structures.
        ManagerRequiredError: the caller's own, which another must decide.
        RequestAlreadyDecidedError: too late.
        RattachementNotValidatedError: a space, for somebody who is no longer attached.
    """
    if len(decision.reason or "") > MAX_REASON:
        raise ReasonTooLongError
    request, structure = await _take(session, request_id, reader)
    rattachement = await RightsRepository(session, reader).find_of_user(
        structure.id, request.user_id
    )
    assert rattachement is not None, request.id
    if request.space is None:
        await _settle_rattachement(session, rattachement, structure, decision, reader)
    elif decision.approve:
        await _grant_space(session, rattachement, structure, request.space, reader)
    await _close(session, request, decision, reader)
    managed = await RequestRepository(session, reader).list_managed()
    return request_read(request, reader=reader, managed=managed)


async def _take(
    session: AsyncSession, request_id: int, reader: Reader
) -> tuple[RightsRequest, Structure]:
    """The request, pending and the reader's to decide, and its structure, locked."""
    requests = RequestRepository(session, reader)
    request = await requests.find_visible(request_id) if 0 < request_id <= _MAX_ID else None
    if request is None:
        raise RequestNotFoundError
    structure = await RightsRepository(session, reader).lock_structure_of_id(request.structure_id)
    # Under the lock: another manager may have decided, or the reader's role may have gone.
    request = await requests.find_visible(request_id)
    if request is None:
        raise RequestNotFoundError
    if structure.id not in await requests.list_managed():
        raise ManagerRequiredError
    if request.state is not RequestState.PENDING:
        raise RequestAlreadyDecidedError
    return request, structure


async def _settle_rattachement(
    session: AsyncSession,
    rattachement: Rattachement,
    structure: Structure,
    decision: DecisionCreate,
    reader: Reader,
) -> None:
    target = RattachementState.VALIDATED if decision.approve else RattachementState.REFUSED
    assert rattachement.state.may_become(target), rattachement.id
    rattachement.state = target
    if decision.approve:
        await settle_spaces(session, rattachement, structure, reader=reader)


async def _grant_space(
    session: AsyncSession,
    rattachement: Rattachement,
    structure: Structure,
    space: Space,
    reader: Reader,
) -> None:
    if rattachement.state is not RattachementState.VALIDATED:
        raise RattachementNotValidatedError
    await open_space(session, structure, space, reader=reader)
    await subscribe(session, rattachement, space, reader=reader)


async def _close(
    session: AsyncSession, request: RightsRequest, decision: DecisionCreate, reader: Reader
) -> None:
    request.state = RequestState.APPROVED if decision.approve else RequestState.REFUSED
    request.decided_at, request.decided_by_id = now(), reader.user_id
    request.reason = decision.reason
    await record(
        session,
        user_id=reader.user_id,
        action="request_approved" if decision.approve else "request_refused",
        subject=f"request:{request.id}",
        detail={"structure": str(request.structure_id)},
    )
    await notify(
        session,
        [request.user_id],
        kind="request_decided",
        subject=f"request:{request.id}",
        text=_sentence(request, approve=decision.approve),
    )


def _sentence(request: RightsRequest, *, approve: bool) -> str:
    name = request.structure.name
    if request.kind is RequestKind.RATTACHEMENT or request.space is None:
        said = f"Votre rattachement à {name} est {'validé' if approve else 'refusé'}"
    else:
        given = "vous est ouvert" if approve else "vous est refusé"
        said = f"L’espace « {request.space.label} » {given} pour {name}"
    reason = f" Motif : {request.reason}" if request.reason else ""
    login_again = " Déconnectez-vous puis reconnectez-vous pour le voir." if approve else ""
    return f"{said}.{reason}{login_again}"
