"""`/portal/v1/flows`: deposit, list, report."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request

from api.core.db import ReadSessionDep
from api.portal.access import CallerDep, ReaderDep
from api.portal.errors import IdempotencyKeyRequiredError
from api.portal.flows import service
from api.portal.flows.deposit import Depositor
from api.portal.flows.repository import Page
from api.portal.flows.schemas import FlowPage, FlowRead, FlowReceipt
from api.portal.flows.upload import received_deposit
from api.portal.flows.watch import FlowWatch

router = APIRouter(prefix="/flows")

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "structure": {"type": "string", "description": "SIRET du déposant"},
                        "syntax": {"type": "string", "description": "IN_DP_…"},
                    },
                }
            }
        },
    }
}


def _page(
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Page:
    return Page(limit, offset)


PageDep = Annotated[Page, Depends(_page)]


@router.post("", status_code=202, openapi_extra=_FORM)
async def deposit_flow(
    request: Request, caller: CallerDep, idempotency_key: Annotated[str | None, Header()] = None
) -> FlowReceipt:
    """Receive a file once per `Idempotency-Key`; it is integrated afterwards."""
    state = request.app.state
    depositor = Depositor(state.database, state.bus, state.settings.data_dir)
    await depositor.check_rights(caller)
    if not idempotency_key:
        raise IdempotencyKeyRequiredError
    async with received_deposit(request) as received:
        return await depositor.deposit(received, caller, idempotency_key)


@router.get("")
async def list_flows(session: ReadSessionDep, reader: ReaderDep, page: PageDep) -> FlowPage:
    """The flows that the caller deposited or follows, newest first."""
    return await service.list_flows(session, page, reader=reader)


@router.get("/{number}")
async def read_flow(
    request: Request,
    number: str,
    caller: CallerDep,
    page: PageDep,
    wait: Annotated[float, Query(ge=0, le=25)] = 0,
) -> FlowRead:
    """One of them, with its integration report; `wait` seconds at most until it is settled."""
    state = request.app.state
    watch = FlowWatch(state.database, state.bus, state.live_streams, caller)
    return await watch.read(number, page, wait)
