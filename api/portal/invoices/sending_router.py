"""`/portal/v1/invoices/{number}/…`: drafts, validators, and the documents of works markets.

Every write wants an `Idempotency-Key`; `supplier` and `year` tell an invoice from others.
"""

from fastapi import APIRouter, Depends

from api.core.db import ReadSessionDep
from api.portal.access import ReaderDep
from api.portal.invoices import sending, works_actions, works_deposit
from api.portal.invoices.action_schemas import CommentRequest
from api.portal.invoices.invoice_writing import InvoiceWritingDep
from api.portal.invoices.named import NameDep
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.sending_schemas import ResubmitRequest, SendRequest
from api.portal.invoices.tacit import settle_tacit
from api.portal.invoices.works_schemas import (
    WorksAnswerRequest,
    WorksDepositRequest,
    WorksPartyRequest,
    WorksRead,
    WorksStatusRequest,
)
from api.portal.rights.writing import WriteDep

router = APIRouter(dependencies=[Depends(settle_tacit)])

# `:path` because a supplier may put a slash in the numbers of his invoices.
_ONE = "/invoices/{number:path}"


@router.post(f"{_ONE}/send")
async def send(body: SendRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Send a draft, after the checks of any deposit."""
    return await writing.do("send", body, sending.send)


@router.post(f"{_ONE}/resubmit")
async def resubmit(body: ResubmitRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Correct and send again what a validator refused, or what named the wrong one."""
    return await writing.do("resubmit", body, sending.resubmit)


@router.post(f"{_ONE}/report-validator")
async def report_validator(body: CommentRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """As a validator, say that one is not the right one."""
    return await writing.do("report-validator", body, sending.report_validator)


@router.post("/works-documents", status_code=201)
async def deposit_works(body: WorksDepositRequest, write: WriteDep) -> InvoiceRead:
    """Deposit a works document that answers no other, as its titulaire."""
    return await write.once(
        "works-documents",
        body,
        InvoiceRead,
        lambda: works_deposit.deposit(write.session, body, reader=write.reader),
    )


@router.get(f"{_ONE}/works")
async def read_works(session: ReadSessionDep, reader: ReaderDep, name: NameDep) -> WorksRead:
    """The parties of a works document, and the documents around it."""
    return await works_actions.read_works(session, name, reader=reader)


@router.post(f"{_ONE}/works-status")
async def set_works_status(body: WorksStatusRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Take a works document into account, refuse it, or say that one is not the right party."""
    return await writing.do("works-status", body, works_actions.set_status)


@router.post(f"{_ONE}/works-answer")
async def answer_works(body: WorksAnswerRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Deposit the document that follows; the answer is that new document."""
    return await writing.do("works-answer", body, works_actions.answer)


@router.post(f"{_ONE}/works-party")
async def correct_works_party(body: WorksPartyRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Name the right maîtrise d'œuvre or maîtrise d'ouvrage, and deposit again."""
    return await writing.do("works-party", body, works_actions.correct_party)
