"""`/portal/v1/flows`: deposit, list, report."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request

from api.core.db import ReadSessionDep
from api.core.form_upload import described_form
from api.portal.access import CallerDep, ReaderDep
from api.portal.flows import service
from api.portal.flows.deposit import Depositor
from api.portal.flows.repository import Page
from api.portal.flows.schemas import FlowPage, FlowRead, FlowReceipt
from api.portal.flows.upload import received_deposit
from api.portal.flows.watch import FlowWatch
from api.portal.idempotency import checked_key

router = APIRouter(prefix="/flows")

_FORM = described_form(structure="SIRET du déposant", syntax="IN_DP_…")


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
    key = checked_key(idempotency_key)
    async with received_deposit(request) as received:
        return await depositor.deposit(received, caller, key)


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
