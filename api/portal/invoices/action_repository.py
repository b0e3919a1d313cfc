"""What the actions of users read and add, besides the invoice that they hold."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from api.models.invoice import Invoice
from api.models.invoice_action import InvoiceAction
from api.models.invoice_attachment import InvoiceAttachment
from api.models.structure import Structure


class ActionRepository:
    """For an invoice that the caller may act on or see: this was checked before."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_recipient(self, siret: str) -> Structure | None:
        """With its services, whatever its kind and state."""
        statement = (
            select(Structure)
            .where(Structure.siret == siret)
            .options(selectinload(Structure.services))
            .execution_options(populate_existing=True)
        )
        return await self._session.scalar(statement)

    async def reload(self, invoice: Invoice) -> Invoice:
        """The same row with its parties and its whole history."""
        statement = (
            select(Invoice)
            .where(Invoice.id == invoice.id)
            .options(
                joinedload(Invoice.supplier),
                joinedload(Invoice.recipient),
                selectinload(Invoice.steps),
            )
            .execution_options(populate_existing=True)
        )
        return (await self._session.scalars(statement)).one()

    async def add(self, row: InvoiceAction | InvoiceAttachment) -> None:
        self._session.add(row)
        await self._session.flush()

    async def total_size(self, invoice: Invoice) -> int:
        """Of all its files, in bytes."""
        statement = select(func.coalesce(func.sum(InvoiceAttachment.size), 0)).where(
            InvoiceAttachment.invoice_id == invoice.id
        )
        return int((await self._session.execute(statement)).scalar_one())

    async def list_actions(self, invoice: Invoice) -> Sequence[InvoiceAction]:
        statement = (
            select(InvoiceAction)
            .where(InvoiceAction.invoice_id == invoice.id)
            .order_by(InvoiceAction.at, InvoiceAction.id)
        )
        return (await self._session.scalars(statement)).all()

    async def list_attachments(self, invoice: Invoice) -> Sequence[InvoiceAttachment]:
        statement = (
            select(InvoiceAttachment)
            .where(InvoiceAttachment.invoice_id == invoice.id)
            .order_by(InvoiceAttachment.at, InvoiceAttachment.id)
        )
        return (await self._session.scalars(statement)).all()
