"""`GET /portal/v1/invoices/{number}/diagnosis`, and the invoices that call for one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.core.db import ReadSessionDep
from api.portal.access import ReaderDep
from api.portal.diagnosis import service
from api.portal.diagnosis.schemas import DiagnosisRead, ToExplainPage
from api.portal.invoices.named import NameDep
from api.portal.invoices.tacit import settle_tacit

router = APIRouter(dependencies=[Depends(settle_tacit)])


@router.get("/invoices/to-explain")
async def list_to_explain(
    session: ReadSessionDep,
    reader: ReaderDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> ToExplainPage:
    """The caller's returned or overdue invoices, newest state first."""
    return await service.list_to_explain(session, reader=reader, limit=limit, offset=offset)


# `:path` because a supplier may put a slash in the numbers of his invoices.
@router.get("/invoices/{number:path}/diagnosis")
async def read_diagnosis(
    session: ReadSessionDep, reader: ReaderDep, name: NameDep
) -> DiagnosisRead:
    """Why it came back, or is not paid; the latest of that number, unless the query says which."""
    return await service.diagnose_invoice(session, name, reader=reader)
