"""The directory: public structures for everybody, private ones for their own users."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models.structure import Structure


class StructureRepository:
    """Reads public structures, and the private ones whose ids are given."""

    def __init__(self, session: AsyncSession, own_ids: Collection[int] = ()) -> None:
        self._session = session
        self._readable: ColumnElement[bool] = or_(
            Structure.public.is_(True), Structure.id.in_(sorted(own_ids))
        )

    async def find_by_siret(self, siret: str) -> Structure | None:
        statement = (
            select(Structure)
            .where(self._readable, Structure.siret == siret)
            .options(selectinload(Structure.services))
        )
        return await self._session.scalar(statement)

    async def list_by_ids(self, ids: Sequence[int]) -> Sequence[Structure]:
        """In the order of `ids`."""
        statement = (
            select(Structure)
            .where(self._readable, Structure.id.in_(ids))
            .options(selectinload(Structure.services))
        )
        found = {structure.id: structure for structure in await self._session.scalars(statement)}
        return [found[key] for key in ids if key in found]
