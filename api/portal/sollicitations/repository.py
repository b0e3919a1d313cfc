"""A user's own sollicitations, and the counter that numbers them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.domain.reader import Reader
from api.models.sollicitation import Sollicitation, SollicitationCounter
from api.models.structure import Structure
from api.models.user import User


class SollicitationRepository:
    """Reads and writes on behalf of the user who files."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._reader = reader
        self._own: ColumnElement[bool] = Sollicitation.user_id == reader.user_id

    async def lock_user(self) -> None:
        """Makes one user's filings follow each other, until the end of the transaction."""
        statement = select(User.id).where(User.id == self._reader.user_id).with_for_update()
        await self._session.execute(statement)

    async def find_by_key(self, idempotency_key: str) -> Sollicitation | None:
        return await self._find(Sollicitation.idempotency_key == idempotency_key)

    async def find_by_reference(self, reference: str) -> Sollicitation | None:
        return await self._find(Sollicitation.reference == reference)

    async def list_newest(self, *, limit: int, offset: int) -> Sequence[Sollicitation]:
        statement = (
            select(Sollicitation)
            .where(self._own)
            .options(joinedload(Sollicitation.structure))
            .order_by(Sollicitation.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self) -> int:
        statement = select(func.count(Sollicitation.id)).where(self._own)
        return await self._session.scalar(statement) or 0

    async def find_own_structure(self, siret: str) -> Structure | None:
        statement = select(Structure).where(
            Structure.siret == siret, Structure.id.in_(sorted(self._reader.structure_ids))
        )
        return await self._session.scalar(statement)

    async def next_number(self, year: int) -> int:
        """1, 2, 3… in that year; the row stays locked, so that no number is given twice."""
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(SollicitationCounter)
            .values(year=year, last=1)
            .on_conflict_do_update(
                index_elements=[SollicitationCounter.year],
                set_={"last": SollicitationCounter.last + 1},
            )
            .returning(SollicitationCounter.last)
        )
        return (await self._session.execute(statement)).scalar_one()

    async def add(self, sollicitation: Sollicitation) -> None:
        self._session.add(sollicitation)
        await self._session.flush()

    async def _find(self, condition: ColumnElement[bool]) -> Sollicitation | None:
        statement = (
            select(Sollicitation)
            .where(self._own, condition)
            .options(joinedload(Sollicitation.structure))
        )
        return await self._session.scalar(statement)
