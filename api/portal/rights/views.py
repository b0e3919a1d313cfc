"""Rows as the portal shows them."""

from collections.abc import Collection

from api.core.clock import now
from api.domain.reader import Reader
from api.domain.rights import Space
from api.domain.rights_requests import RequestKind, RequestState
from api.models.rights_request import RightsRequest
from api.models.structure import Structure
from api.models.user import Rattachement
from api.portal.rights.schemas import (
    OpenSpacesRead,
    PersonRef,
    RattachementRead,
    RequestRead,
)
from api.portal.schemas import Coded, StructureRef

# Suppliers often ask for their client's SIRET, which its manager can only refuse.
_PUBLIC_WARNING = (
    "Cette structure est une entité publique : si vous êtes fournisseur, demandez votre "
    "rattachement à votre propre SIRET, jamais à celui de votre client."
)


def request_read(item: RightsRequest, *, reader: Reader, managed: Collection[int]) -> RequestRead:
    """`managed`: ids of the structures that the reader manages."""
    pending = item.state is RequestState.PENDING
    asks_public = item.kind is RequestKind.RATTACHEMENT and item.structure.public
    return RequestRead(
        id=item.id,
        kind=Coded.of(item.kind, item.kind),
        state=Coded.of(item.state, item.state),
        structure=StructureRef.model_validate(item.structure),
        space=Coded.of(item.space, item.space) if item.space else None,
        requester=PersonRef.model_validate(item.user),
        created_at=item.created_at,
        decided_at=item.decided_at,
        reason=item.reason,
        warning=_PUBLIC_WARNING if pending and asks_public else None,
        mine=item.user_id == reader.user_id,
        can_decide=pending and item.structure_id in managed,
        as_of=now(),
    )


def rattachement_read(item: Rattachement) -> RattachementRead:
    held = {subscription.space for subscription in item.subscriptions}
    return RattachementRead(
        structure=StructureRef.model_validate(item.structure),
        user=PersonRef.model_validate(item.user),
        role=Coded.of(item.role, item.role),
        attachment=Coded.of(item.state, item.state),
        spaces=[Coded.of(space, space) for space in Space if space in held],
        as_of=now(),
    )


def open_spaces_read(structure: Structure) -> OpenSpacesRead:
    opened = {item.space for item in structure.spaces}
    return OpenSpacesRead(
        structure=StructureRef.model_validate(structure),
        spaces=[Coded.of(space, space) for space in Space if space in opened],
        as_of=now(),
    )
