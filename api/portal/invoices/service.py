"""Reading one's own invoices: by number, by state, or by a number half remembered."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_search import search_numbers
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.errors import InvoiceNotFoundError, UnknownInvoiceStatusError
from api.portal.invoices.repository import InvoiceRepository
from api.portal.invoices.schemas import InvoicePage
from api.portal.invoices.views import found_of, summary_of
from api.portal.me.service import explain_missing_invoice_spaces

MAX_ITEMS = 100


async def get_invoice(session: AsyncSession, number: str, *, reader: Reader) -> Invoice:
    """Find an invoice by its number; case and spaces are ignored.

    Raises:
        InvoiceNotFoundError: unknown number, or an invoice that is not the reader's.
        MissingRightError: the reader has no space that shows invoices.
    """
    await _require_invoice_space(session, reader)
    return await find_visible(session, number, reader=reader)


async def find_visible(session: AsyncSession, number: str, *, reader: Reader) -> Invoice:
    """The same, for a caller to whom a missing right must look like an unknown number."""
    key = compact(number)
    invoice = await InvoiceRepository(session, reader).find_by_number(key)
    if invoice is None:
        raise InvoiceNotFoundError(key)
    return invoice


async def list_invoices(
    session: AsyncSession, *, reader: Reader, status: str = "", query: str = ""
) -> InvoicePage:
    """The reader's invoices, newest state first, or best match first when `query` is given.

    `status` holds state codes separated by commas; case and spaces are ignored in both.
    """
    await _require_invoice_space(session, reader)
    statuses = _parse_statuses(status)
    repository = InvoiceRepository(session, reader)
    if compact(query):
        return await _search(repository, statuses, query, reader)
    invoices = await repository.list_newest(statuses, limit=MAX_ITEMS)
    items = [summary_of(invoice, reader) for invoice in invoices]
    return InvoicePage(items=items, total=await repository.count(statuses))


async def _search(
    repository: InvoiceRepository,
    statuses: Collection[InvoiceStatus],
    query: str,
    reader: Reader,
) -> InvoicePage:
    found = search_numbers(query, await repository.list_numbers(statuses))
    matches = {item.key: item.match for item in found[:MAX_ITEMS]}
    invoices = await repository.list_by_ids(list(matches))
    items = [found_of(invoice, reader, matches[invoice.id]) for invoice in invoices]
    return InvoicePage(items=items, total=len(found))


async def _require_invoice_space(session: AsyncSession, reader: Reader) -> None:
    if not reader.may_read_invoices:
        raise await explain_missing_invoice_spaces(session, reader=reader)


def _parse_statuses(status: str) -> frozenset[InvoiceStatus]:
    codes = (compact(part) for part in status.split(","))
    return frozenset(_parse_status(code) for code in codes if code)


def _parse_status(code: str) -> InvoiceStatus:
    try:
        return InvoiceStatus(code)
    except ValueError as error:
        raise UnknownInvoiceStatusError(code) from error
