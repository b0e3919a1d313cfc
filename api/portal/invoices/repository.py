"""Invoices; every query starts from what the reader may see."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from api.domain.invoice_status import NOT_YET_RECEIVED, InvoiceStatus
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.invoice import Invoice

_PARTIES: Sequence[ORMOption] = (joinedload(Invoice.supplier), joinedload(Invoice.recipient))
_NEWEST_FIRST = (Invoice.status_since.desc(), Invoice.id.desc())


class InvoiceRepository:
    """Reads invoices on behalf of a reader, who issued or received them."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._visible = _visible_to(reader)

    async def find_by_number(self, number_key: str) -> Invoice | None:
        """The invoice with its history; the latest, as numbers repeat over years and suppliers."""
        statement = (
            select(Invoice)
            .where(self._visible, Invoice.number_key == number_key)
            .options(*_PARTIES, selectinload(Invoice.steps))
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(1)
        )
        return await self._session.scalar(statement)

    async def list_newest(
        self, statuses: Collection[InvoiceStatus], *, limit: int
    ) -> Sequence[Invoice]:
        statement = (
            select(Invoice)
            .where(self._visible, *_in_statuses(statuses))
            .options(*_PARTIES)
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self, statuses: Collection[InvoiceStatus]) -> int:
        statement = select(func.count(Invoice.id)).where(self._visible, *_in_statuses(statuses))
        return await self._session.scalar(statement) or 0

    async def list_numbers(self, statuses: Collection[InvoiceStatus]) -> Sequence[tuple[int, str]]:
        """(id, number key) of every visible invoice, newest first: what a search ranks."""
        statement = (
            select(Invoice.id, Invoice.number_key)
            .where(self._visible, *_in_statuses(statuses))
            .order_by(*_NEWEST_FIRST)
        )
        return [(row[0], row[1]) for row in await self._session.execute(statement)]

    async def list_by_ids(self, ids: Sequence[int]) -> Sequence[Invoice]:
        """In the order of `ids`."""
        statement = select(Invoice).where(self._visible, Invoice.id.in_(ids)).options(*_PARTIES)
        found = {invoice.id: invoice for invoice in await self._session.scalars(statement)}
        return [found[key] for key in ids if key in found]


def _visible_to(reader: Reader) -> ColumnElement[bool]:
    issuing = sorted(reader.structures_with(Space.ISSUED_INVOICES))
    receiving = sorted(reader.structures_with(Space.RECEIVED_INVOICES))
    return or_(
        Invoice.supplier_id.in_(issuing),
        # A draft, or an invoice on its way, is not yet in its recipient's space.
        and_(
            Invoice.recipient_id.in_(receiving),
            Invoice.status.not_in(sorted(NOT_YET_RECEIVED)),
        ),
    )


def _in_statuses(statuses: Collection[InvoiceStatus]) -> Sequence[ColumnElement[bool]]:
    return [Invoice.status.in_(sorted(statuses))] if statuses else []
