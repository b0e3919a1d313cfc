"""Which invoice a request is about: its number, and what tells it from others of that number."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_actions import OfferedAction, is_possible, sides_for
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.errors import InvoiceNotFoundError
from api.portal.invoices.errors import (
    ActionNotPossibleError,
    AmbiguousInvoiceError,
    IllegalTransitionError,
)
from api.portal.invoices.repository import InvoiceRepository
from api.portal.invoices.service import get_invoice, require_invoice_space
from api.portal.invoices.sides import sides_of
from api.portal.invoices.situation import situation_of

_TOLD_APART = re.compile(r"(?P<number>.+)@(?P<supplier>[^@]+)@(?P<year>[0-9]{4})")
_MARKING = frozenset({OfferedAction.ACKNOWLEDGE, OfferedAction.TREAT_REJECTION})


@dataclass(frozen=True, slots=True)
class InvoiceName:
    """`number` is compared as `number_key` is; None leaves the supplier or the year free."""

    number: str
    supplier: str | None = None
    year: int | None = None

    @property
    def said(self) -> str:
        return f"{self.number} {self.supplier or ''} {self.year or ''}"


def read_name(
    number: Annotated[str, Path()],
    supplier: Annotated[str | None, Query(max_length=100)] = None,
    year: Annotated[int | None, Query(ge=1900, le=9999)] = None,
) -> InvoiceName:
    """`supplier` is a SIRET: suppliers number as they like, and start again each year."""
    return InvoiceName(compact(number), compact(supplier or "") or None, year)


def parse_name(said: str) -> InvoiceName:
    """« number@siret@year », as a list of numbers may hold; else a number alone."""
    told = _TOLD_APART.fullmatch(compact(said))
    if told is None:
        return InvoiceName(compact(said))
    return InvoiceName(told["number"], told["supplier"], int(told["year"]))


NameDep = Annotated[InvoiceName, Depends(read_name)]


async def look(session: AsyncSession, name: InvoiceName, reader: Reader) -> Invoice:
    """The invoice with its history; the latest of that number that the reader sees.

    Raises:
        InvoiceNotFoundError, MissingRightError: as `get_invoice`.
    """
    return await get_invoice(
        session, name.number, reader=reader, supplier=name.supplier, year=name.year
    )


async def hold(
    session: AsyncSession, name: InvoiceName, reader: Reader, action: OfferedAction
) -> Invoice:
    """The invoice that the reader may do `action` with, locked until the transaction ends.

    Raises:
        InvoiceNotFoundError: unknown, or seen from no side that does such a thing.
        AmbiguousInvoiceError: several bear that number.
        IllegalTransitionError, ActionNotPossibleError: not in its present state.
    """
    await require_invoice_space(session, reader)
    found = await InvoiceRepository(session, reader).hold_named(
        name.number, sides_for(action), supplier=name.supplier, year=name.year
    )
    if not found:
        raise InvoiceNotFoundError(name.number)
    if len(found) > 1:
        raise AmbiguousInvoiceError(name.number, [_candidate(invoice) for invoice in found])
    (invoice,) = found
    if not is_possible(action, situation_of(invoice), sides_of(invoice, reader)):
        if action in _MARKING:
            raise ActionNotPossibleError(action.label, invoice.status)
        raise IllegalTransitionError(invoice.status)
    return invoice


def _candidate(invoice: Invoice) -> str:
    return f"{invoice.supplier.name} ({invoice.supplier.siret}), {invoice.year}"
