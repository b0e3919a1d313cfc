"""Engagements of the public structures for which a reader holds the space « Engagements »."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.engagement import Engagement
from api.models.structure import Structure

# Ordinary, tab, no-break, narrow no-break: those that people and files write.
_SPACES = (" ", "\t", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")


class EngagementRepository:
    """Reads on behalf of a reader; the engagements of other structures are not there for him."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._own = sorted(reader.structures_with(Space.ENGAGEMENTS))
        self._attached = sorted(reader.structure_ids)

    async def find_structure(self, siret: str) -> Structure | None:
        """A public structure of the reader, whatever his spaces there."""
        statement = select(Structure).where(
            Structure.public, Structure.siret == siret, Structure.id.in_(self._attached)
        )
        return await self._session.scalar(statement)

    async def list_page(
        self, structure_id: int, query: str, *, limit: int, offset: int
    ) -> Sequence[Engagement]:
        statement = (
            select(Engagement)
            .where(*self._wanted(structure_id, query))
            .options(joinedload(Engagement.supplier))
            .order_by(Engagement.number_key, Engagement.id)
            .limit(limit)
            .offset(offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self, structure_id: int, query: str) -> int:
        statement = select(func.count(Engagement.id)).where(*self._wanted(structure_id, query))
        return await self._session.scalar(statement) or 0

    def _wanted(self, structure_id: int, query: str) -> list[ColumnElement[bool]]:
        """`query`, in capitals and without spaces, is a part of the number, market or service."""
        conditions = [
            Engagement.recipient_id.in_(self._own),
            Engagement.recipient_id == structure_id,
        ]
        if query:
            texts = (
                Engagement.number_key,
                _compacted(Engagement.market),
                _compacted(Engagement.service_code),
            )
            conditions.append(or_(*(text.contains(query, autoescape=True) for text in texts)))
        return conditions


def _compacted(column: InstrumentedAttribute[str | None]) -> ColumnElement[str]:
    """As `compact` would write it, but for accented letters, which SQLite leaves as they are."""
    text: ColumnElement[str] = func.upper(column)
    for space in _SPACES:
        text = func.replace(text, space, "")
    return text
