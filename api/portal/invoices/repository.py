"""Invoices; every query starts from what the reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from api.domain.invoice_criteria import InvoiceCriteria
from api.domain.invoice_transitions import Side
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.invoices.sides import READING_SIDES, seen_as

_PARTIES: Sequence[ORMOption] = (joinedload(Invoice.supplier), joinedload(Invoice.recipient))
# Ours: how many invoices of one number an error message names.
MAX_CANDIDATES = 5
_NEWEST_FIRST = (Invoice.status_since.desc(), Invoice.id.desc())


@dataclass(frozen=True, slots=True)
class InvoiceMark:
    """By what an invoice is searched; `instants` are those of its deposit and of its state."""

    id: int
    number_key: str
    issued_on: date
    instants: tuple[datetime | None, datetime]


class InvoiceRepository:
    """Reads invoices on behalf of a reader, who issued or received them."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._reader = reader
        self._visible = visible_to(reader)

    async def find_by_number(
        self, number_key: str, *, supplier: str | None = None, year: int | None = None
    ) -> Invoice | None:
        """The invoice with its history; the latest, as numbers repeat over years and suppliers."""
        statement = (
            select(Invoice)
            .where(self._visible, *_named(number_key, supplier, year))
            .options(*_PARTIES, selectinload(Invoice.steps))
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(1)
        )
        return await self._session.scalar(statement)

    async def hold_named(
        self, number_key: str, sides: Iterable[Side], *, supplier: str | None, year: int | None
    ) -> Sequence[Invoice]:
        """Those that the reader sees from `sides`, latest first, locked until the end."""
        statement = (
            select(Invoice)
            .where(
                or_(*(seen_as(side, self._reader) for side in sides)),
                *_named(number_key, supplier, year),
            )
            .options(*_PARTIES)
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(MAX_CANDIDATES)
            .with_for_update(of=Invoice, key_share=True)
        )
        return (await self._session.scalars(statement)).all()

    async def list_newest(
        self, criteria: InvoiceCriteria, *, limit: int, offset: int = 0
    ) -> Sequence[Invoice]:
        """Whatever their day: `list_marks` tells those of a day."""
        statement = (
            select(Invoice)
            .where(self._visible, *_meeting(criteria))
            .options(*_PARTIES)
            .order_by(*_NEWEST_FIRST)
            .limit(limit)
            .offset(offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self, criteria: InvoiceCriteria) -> int:
        statement = select(func.count(Invoice.id)).where(self._visible, *_meeting(criteria))
        return await self._session.scalar(statement) or 0

    async def list_marks(self, criteria: InvoiceCriteria) -> Sequence[InvoiceMark]:
        """Of every visible invoice, newest first: what a search by number or by day ranks."""
        columns = (Invoice.id, Invoice.number_key, Invoice.issued_on)
        instants = (Invoice.deposited_at, Invoice.status_since)
        statement = (
            select(*columns, *instants)
            .where(self._visible, *_meeting(criteria))
            .order_by(*_NEWEST_FIRST)
        )
        rows = await self._session.execute(statement)
        return [InvoiceMark(row[0], row[1], row[2], (row[3], row[4])) for row in rows]

    async def list_by_numbers(self, number_keys: Sequence[str], *, limit: int) -> Sequence[Invoice]:
        """Every visible invoice of these numbers with its history, the latest first."""
        statement = (
            select(Invoice)
            .where(self._visible, Invoice.number_key.in_(number_keys))
            .options(*_PARTIES, selectinload(Invoice.steps))
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(limit)
        )
        return (await self._session.scalars(statement)).all()

    async def list_by_ids(self, ids: Sequence[int]) -> Sequence[Invoice]:
        """In the order of `ids`."""
        statement = select(Invoice).where(self._visible, Invoice.id.in_(ids)).options(*_PARTIES)
        found = {invoice.id: invoice for invoice in await self._session.scalars(statement)}
        return [found[key] for key in ids if key in found]


def visible_to(reader: Reader) -> ColumnElement[bool]:
    return or_(*(seen_as(side, reader) for side in READING_SIDES))


def _named(number_key: str, supplier: str | None, year: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Invoice.number_key == number_key]
    if supplier is not None:
        siret = select(Structure.id).where(Structure.siret == supplier)
        conditions.append(Invoice.supplier_id.in_(siret))
    if year is not None:
        conditions.append(Invoice.year == year)
    return conditions


def _meeting(criteria: InvoiceCriteria) -> Sequence[ColumnElement[bool]]:
    """All but the day: databases disagree on local days, and on days of any year."""
    conditions: list[ColumnElement[bool]] = []
    if criteria.statuses:
        conditions.append(Invoice.status.in_(sorted(criteria.statuses)))
    if criteria.sirets:
        parties = select(Structure.id).where(Structure.siret.in_(sorted(criteria.sirets)))
        conditions.append(or_(Invoice.supplier_id.in_(parties), Invoice.recipient_id.in_(parties)))
    if criteria.cents is not None:
        amounts = (criteria.cents[0], criteria.cents[-1])
        conditions.append(func.abs(Invoice.amount_cents).between(*amounts))
    return conditions
