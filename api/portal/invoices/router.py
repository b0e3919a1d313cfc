"""`GET /portal/v1/invoices` and one of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.core.db import ReadSessionDep
from api.portal.access import ReaderDep
from api.portal.invoices import service
from api.portal.invoices.named import NameDep, look
from api.portal.invoices.query import CriteriaDep, InvoicesAskedDep
from api.portal.invoices.schemas import InvoicePage, InvoiceRead
from api.portal.invoices.tacit import settle_tacit
from api.portal.invoices.views import detail_of

router = APIRouter(dependencies=[Depends(settle_tacit)])


@router.get("/invoices")
async def list_invoices(
    session: ReadSessionDep,
    reader: ReaderDep,
    criteria: CriteriaDep,
    page: InvoicesAskedDep,
    q: Annotated[str, Query(max_length=100)] = "",
) -> InvoicePage:
    """The caller's invoices; `q` is a number, its end, or something close to it."""
    return await service.list_invoices(session, page, reader=reader, criteria=criteria, query=q)


# `:path` because a supplier may put a slash in the numbers of his invoices.
@router.get("/invoices/{number:path}")
async def read_invoice(session: ReadSessionDep, reader: ReaderDep, name: NameDep) -> InvoiceRead:
    """One invoice with its history; the latest of that number, unless the query says which."""
    return detail_of(await look(session, name, reader), reader)
