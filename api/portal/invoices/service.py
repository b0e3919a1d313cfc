"""Reading one's own invoices: by number, by state, or by a number half remembered."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import local
from api.domain.invoice_criteria import InvoiceCriteria
from api.domain.invoice_search import search_numbers
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.errors import InvoiceNotFoundError
from api.portal.invoices.repository import InvoiceMark, InvoiceRepository
from api.portal.invoices.schemas import InvoicePage, InvoiceRead
from api.portal.invoices.views import detail_of, found_of, summary_of
from api.portal.me.service import explain_missing_invoice_spaces
from api.portal.structures.schemas import PageAsked

MAX_ITEMS = 100
_ANY = InvoiceCriteria()


async def get_invoice(
    session: AsyncSession,
    number: str,
    *,
    reader: Reader,
    supplier: str | None = None,
    year: int | None = None,
) -> Invoice:
    """Find an invoice by its number; case and spaces are ignored.

    Raises:
        InvoiceNotFoundError: unknown number, or an invoice that is not the reader's.
        MissingRightError: the reader has no space that shows invoices.
    """
    await require_invoice_space(session, reader)
    return await find_visible(session, number, reader=reader, supplier=supplier, year=year)


async def find_visible(
    session: AsyncSession,
    number: str,
    *,
    reader: Reader,
    supplier: str | None = None,
    year: int | None = None,
) -> Invoice:
    """The same, for a caller to whom a missing right must look like an unknown number."""
    key = compact(number)
    repository = InvoiceRepository(session, reader)
    invoice = await repository.find_by_number(key, supplier=supplier, year=year)
    if invoice is None:
        raise InvoiceNotFoundError(key)
    return invoice


async def list_named(
    session: AsyncSession, numbers: Sequence[str], *, reader: Reader
) -> Sequence[InvoiceRead]:
    """Those of these numbers that the reader sees, the latest first; none is an error."""
    keys = sorted({compact(number) for number in numbers} - {""})
    if not keys or not reader.may_read_invoices:
        return []
    found = await InvoiceRepository(session, reader).list_by_numbers(keys, limit=MAX_ITEMS)
    return [detail_of(invoice, reader) for invoice in found]


async def list_invoices(
    session: AsyncSession,
    page: PageAsked,
    *,
    reader: Reader,
    criteria: InvoiceCriteria = _ANY,
    query: str = "",
) -> InvoicePage:
    """The reader's invoices, newest state first, or best match first when `query` is given."""
    await require_invoice_space(session, reader)
    repository = InvoiceRepository(session, reader)
    if compact(query):
        return await _search(repository, criteria, query, page, reader)
    if criteria.day is not None:
        return await _list_of_a_day(repository, criteria, page, reader)
    invoices = await repository.list_newest(criteria, limit=page.size, offset=page.offset)
    items = [summary_of(invoice, reader) for invoice in invoices]
    return InvoicePage(items=items, total=await repository.count(criteria))


async def _search(
    repository: InvoiceRepository,
    criteria: InvoiceCriteria,
    query: str,
    page: PageAsked,
    reader: Reader,
) -> InvoicePage:
    marks = await _marks(repository, criteria)
    found = search_numbers(query, [(mark.id, mark.number_key) for mark in marks])
    matches = {item.key: item.match for item in page.part_of(found)}
    invoices = await repository.list_by_ids(list(matches))
    items = [found_of(invoice, reader, matches[invoice.id]) for invoice in invoices]
    return InvoicePage(items=items, total=len(found))


async def _list_of_a_day(
    repository: InvoiceRepository, criteria: InvoiceCriteria, page: PageAsked, reader: Reader
) -> InvoicePage:
    ids = [mark.id for mark in await _marks(repository, criteria)]
    invoices = await repository.list_by_ids(page.part_of(ids))
    items = [summary_of(invoice, reader) for invoice in invoices]
    return InvoicePage(items=items, total=len(ids))


async def _marks(repository: InvoiceRepository, criteria: InvoiceCriteria) -> Sequence[InvoiceMark]:
    marks = await repository.list_marks(criteria)
    day = criteria.day
    if day is None:
        return marks
    return [mark for mark in marks if any(day.fits(known) for known in _days(mark))]


def _days(mark: InvoiceMark) -> set[date]:
    """As its readers know them: at the portal's own time."""
    return {mark.issued_on, *(local(at).date() for at in mark.instants if at)}


async def require_invoice_space(session: AsyncSession, reader: Reader) -> None:
    """Say which space is missing to a reader who has none that shows invoices."""
    if not reader.may_read_invoices:
        raise await explain_missing_invoice_spaces(session, reader=reader)
