"""The documents before and after a works document, and its parties."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.invoices.repository import visible_to
from api.portal.invoices.works_errors import NumberTakenError


class WorksRepository:
    """Reads on behalf of a reader: what he does not see is no neighbour."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._visible = visible_to(reader)

    async def find_previous(self, invoice: Invoice) -> Invoice | None:
        if invoice.previous_id is None:
            return None
        statement = select(Invoice).where(self._visible, Invoice.id == invoice.previous_id)
        return await self._session.scalar(statement)

    async def list_following(self, invoice: Invoice) -> Sequence[Invoice]:
        """Oldest first."""
        statement = (
            select(Invoice)
            .where(self._visible, Invoice.previous_id == invoice.id)
            .order_by(Invoice.id)
        )
        return (await self._session.scalars(statement)).all()

    async def find_structure(self, structure_id: int | None) -> Structure | None:
        if structure_id is None:
            return None
        return await self._session.get(Structure, structure_id)

    async def add(self, document: Invoice) -> None:
        """Raises NumberTakenError: another document took the number meanwhile."""
        try:
            async with self._session.begin_nested():
                self._session.add(document)
        except IntegrityError as error:
            raise NumberTakenError from error
