"""What the database knows of a file to check: the directory, the caller's invoices."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.invoice import Invoice
from api.models.structure import Structure


class InvoiceCheckRepository:
    """`reader` is None for an anonymous caller, who sees public structures only."""

    def __init__(self, session: AsyncSession, reader: Reader | None = None) -> None:
        self._session = session
        self._reader = reader
        self._own_ids = sorted(reader.structure_ids) if reader else []

    async def list_structures(self, sirets: Collection[str]) -> Sequence[Structure]:
        """Those of these SIRETs that the reader may see, with their services."""
        statement = (
            select(Structure)
            .where(
                Structure.siret.in_(sorted(sirets)),
                or_(Structure.public.is_(True), Structure.id.in_(self._own_ids)),
            )
            .options(selectinload(Structure.services))
        )
        return list(await self._session.scalars(statement))

    async def list_own_sirets(self) -> frozenset[str]:
        statement = select(Structure.siret).where(Structure.id.in_(self._own_ids))
        return frozenset(await self._session.scalars(statement))

    async def find_sent(self, number: str, supplier: str, year: int | None) -> Invoice | None:
        """An invoice that the reader's structure `supplier` (a SIRET) has sent, latest first."""
        if self._reader is None:
            return None
        issuing = sorted(self._reader.structures_with(Space.ISSUED_INVOICES))
        statement = (
            select(Invoice)
            .join(Structure, Structure.id == Invoice.supplier_id)
            .where(
                Invoice.supplier_id.in_(issuing),
                Structure.siret == supplier,
                Invoice.number_key == compact(number),
                Invoice.deposited_at.is_not(None),
            )
            .order_by(Invoice.year.desc(), Invoice.id.desc())
        )
        if year is not None:
            statement = statement.where(Invoice.year == year)
        return await self._session.scalar(statement.limit(1))
