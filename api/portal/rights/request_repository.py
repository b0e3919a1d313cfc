"""Requests for rights: one's own, and those that wait for one's decision."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.domain.reader import Reader
from api.domain.rights import RattachementState, Role, Space
from api.domain.rights_requests import RequestState
from api.models.rights_request import RightsRequest
from api.models.structure import Structure
from api.models.user import Rattachement

_IS_PENDING = RightsRequest.state == RequestState.PENDING


class RequestRepository:
    """Reads on behalf of a user; what he neither filed nor may decide is not there for him."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._own: ColumnElement[bool] = RightsRequest.user_id == reader.user_id
        self._managed_ids = _structures_managed_by(reader)
        self._managed = RightsRequest.structure_id.in_(self._managed_ids)

    async def find_visible(self, request_id: int) -> RightsRequest | None:
        """One's own, or one of a structure that one manages, decided or not."""
        statement = _whole().where(RightsRequest.id == request_id, or_(self._own, self._managed))
        return await self._session.scalar(statement)

    async def list_visible(self, limit: int) -> Sequence[RightsRequest]:
        """Newest first: one's own, and those that wait for one's decision."""
        statement = _whole().where(self._listed).order_by(RightsRequest.id.desc()).limit(limit)
        return (await self._session.scalars(statement)).all()

    async def count_visible(self) -> int:
        statement = select(func.count(RightsRequest.id)).where(self._listed)
        return await self._session.scalar(statement) or 0

    async def list_managed(self) -> frozenset[int]:
        """Ids of the structures that the reader manages."""
        return frozenset(await self._session.scalars(self._managed_ids))

    async def count_own_pending(self) -> int:
        statement = select(func.count(RightsRequest.id)).where(self._own, _IS_PENDING)
        return await self._session.scalar(statement) or 0

    async def find_own_pending(
        self, structure_id: int, space: Space | None
    ) -> RightsRequest | None:
        """The pending request for that space, or for the rattachement when it is None."""
        same = RightsRequest.space.is_(None) if space is None else RightsRequest.space == space
        statement = _whole().where(
            self._own, _IS_PENDING, RightsRequest.structure_id == structure_id, same
        )
        return await self._session.scalar(statement)

    async def list_pending_of(self, structure_id: int, user_id: int) -> Sequence[RightsRequest]:
        statement = _whole().where(
            _IS_PENDING,
            RightsRequest.structure_id == structure_id,
            RightsRequest.user_id == user_id,
        )
        return (await self._session.scalars(statement)).all()

    async def list_pending_for(self, structure_id: int, space: Space) -> Sequence[RightsRequest]:
        statement = _whole().where(
            _IS_PENDING,
            RightsRequest.structure_id == structure_id,
            RightsRequest.space == space,
        )
        return (await self._session.scalars(statement)).all()

    @property
    def _listed(self) -> ColumnElement[bool]:
        return or_(self._own, and_(self._managed, _IS_PENDING))


def _whole() -> Select[RightsRequest]:
    return (
        select(RightsRequest)
        .options(
            joinedload(RightsRequest.user),
            # Without its spaces, a structure read before would lose those it came with.
            joinedload(RightsRequest.structure).selectinload(Structure.spaces),
        )
        .execution_options(populate_existing=True)
    )


def _structures_managed_by(reader: Reader) -> Select[int]:
    return select(Rattachement.structure_id).where(
        Rattachement.user_id == reader.user_id,
        Rattachement.state == RattachementState.VALIDATED,
        Rattachement.role.in_((Role.PRINCIPAL_MANAGER, Role.SECONDARY_MANAGER)),
    )
