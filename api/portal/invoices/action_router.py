"""`/portal/v1/invoices/{number}/…`: what one may do with an invoice, and its history.

Every write wants an `Idempotency-Key`. `supplier` (SIRET) and `year` tell an invoice from others
of its number.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.core.db import ReadSessionDep
from api.portal.access import CallerDep, ReaderDep
from api.portal.invoices import client_actions, completion, download, following, supplier_actions
from api.portal.invoices.action_schemas import (
    CommentRequest,
    HistoryRead,
    OfferPage,
    RecycleRequest,
    RefuseRequest,
    StatusRequest,
)
from api.portal.invoices.invoice_writing import InvoiceWritingDep
from api.portal.invoices.named import NameDep
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.tacit import settle_tacit

router = APIRouter(dependencies=[Depends(settle_tacit)])

# `:path` because a supplier may put a slash in the numbers of his invoices.
_ONE = "/invoices/{number:path}"
_COMPLETE_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "comment": {"type": "string"},
                        "attachments": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                        },
                    },
                }
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "comment": {"type": "string"},
                        "attachment_ids": {"type": "array", "items": {"type": "string"}},
                    },
                }
            },
        },
    }
}


@router.get(f"{_ONE}/actions")
async def list_actions(session: ReadSessionDep, reader: ReaderDep, name: NameDep) -> OfferPage:
    """What the caller may do now."""
    return await following.list_offers(session, name, reader=reader)


@router.get(f"{_ONE}/history")
async def read_history(session: ReadSessionDep, reader: ReaderDep, name: NameDep) -> HistoryRead:
    """Steps with their reasons, acts of users, and files."""
    return await following.read_history(session, name, reader=reader)


@router.get(f"{_ONE}/pivot", response_class=Response)
async def read_pivot(session: ReadSessionDep, reader: ReaderDep, name: NameDep) -> Response:
    """The invoice as `CPPFacturePivot`, its files within; 120 MB at most."""
    content = await download.one_pivot(session, name, reader=reader)
    return Response(content, media_type="application/xml")


@router.post("/invoices/download", response_class=FileResponse)
async def download_invoices(
    body: download.DownloadRequest, session: ReadSessionDep, reader: ReaderDep
) -> FileResponse:
    """A zip of pivots or of PDFs, 120 MB at most. It changes nothing, and wants no key."""
    path = await download.zip_of(session, body, reader=reader)
    return FileResponse(
        path,
        media_type="application/zip",
        filename="téléchargement.zip",
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


@router.post(f"{_ONE}/recycle")
async def recycle(body: RecycleRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Correct the SIRET, the service or the engagement; the number stays."""
    return await writing.do("recycle", body, supplier_actions.recycle)


@router.post(f"{_ONE}/complete", openapi_extra=_COMPLETE_FORM)
async def complete(
    request: Request,
    caller: CallerDep,
    name: NameDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> InvoiceRead:
    """Send a suspended invoice what it lacks: files (field `attachments`), a comment, or both."""
    return await completion.complete(request, name, caller, idempotency_key)


@router.post(f"{_ONE}/acknowledge")
async def acknowledge(body: CommentRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Say that a rejection or a suspension was read."""
    return await writing.do("acknowledge", body, supplier_actions.acknowledge)


@router.post(f"{_ONE}/treat-rejection")
async def treat_rejection(body: CommentRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """Say that a rejection needs nothing more."""
    return await writing.do("treat-rejection", body, supplier_actions.treat_rejection)


@router.post(f"{_ONE}/validate")
async def validate(body: CommentRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """As titulaire or mandataire, give one's accord."""
    return await writing.do("validate", body, client_actions.validate)


@router.post(f"{_ONE}/refuse")
async def refuse(body: RefuseRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """As titulaire or mandataire, refuse, with a reason."""
    return await writing.do("refuse", body, client_actions.refuse)


@router.post(f"{_ONE}/status")
async def set_status(body: StatusRequest, writing: InvoiceWritingDep) -> InvoiceRead:
    """As the public client, bring the invoice to a status."""
    return await writing.do("status", body, client_actions.set_status)
