"""`/desk/v1/sollicitations`: the support's inbox, for agents and supervisors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database, ReadSessionDep, SessionDep
from api.desk.access.auth import AgentDep, SupervisorDep
from api.desk.audit import recording as audit
from api.desk.sollicitations import acting, inbox
from api.desk.sollicitations.found import FoundDep, FoundToWriteDep, Reference, find
from api.desk.sollicitations.reading import read_one
from api.desk.sollicitations.schemas import (
    InboxAsked,
    InboxPage,
    SupportDetail,
)
from api.domain.sollicitations import Receiver
from api.portal.invoices.tacit import settle_tacit
from api.portal.sollicitations.export import ExportFormat, exported
from api.portal.sollicitations.files import FORM, FileId, as_download, take_in
from api.portal.sollicitations.offers import require_charge
from api.portal.sollicitations.pending_files import find_shown
from api.portal.sollicitations.reading import Criteria, file_read, files_at, search_all
from api.portal.sollicitations.schemas import FileRead

router = APIRouter(prefix="/desk/v1/sollicitations", tags=["desk"])


@router.get("")
async def list_sollicitations(
    agent: AgentDep, session: ReadSessionDep, asked: Annotated[InboxAsked, Query()]
) -> InboxPage:
    """One view of what the support receives, and how many are in each."""
    return await inbox.read_inbox(session, asked, agent)


@router.get("/export", response_class=Response)
async def export_sollicitations(
    request: Request,
    agent: SupervisorDep,
    session: ReadSessionDep,
    wanted: Annotated[ExportFormat, Query(alias="format")] = "csv",
) -> Response:
    """All that the support ever received."""
    _ = agent
    audit.specify(request, format=wanted)
    received = await search_all(session, Criteria(receiver=Receiver.SUPPORT))
    return exported(received, wanted)


# The invoice is shown as it is now: accords that silence has given are settled first.
@router.get("/{reference}", dependencies=[Depends(settle_tacit)])
async def read_sollicitation(
    row: FoundDep, agent: AgentDep, session: ReadSessionDep
) -> SupportDetail:
    """With its history, and what is known of its author."""
    return await read_one(session, row, agent)


@router.post("/{reference}/acts")
async def act_on_sollicitation(
    request: Request,
    row: FoundToWriteDep,
    agent: AgentDep,
    session: SessionDep,
    order: Annotated[acting.Order, Depends(acting.order_of)],
) -> SupportDetail:
    """Assign to oneself (a supervisor: `to` a colleague), answer, ask or close, once per key."""
    done = await acting.act(request, session, row, order, agent)
    return await read_one(session, done, agent)


@router.post("/{reference}/files", status_code=201, openapi_extra=FORM)
async def join_sollicitation_file(
    reference: Reference, request: Request, agent: AgentDep
) -> FileRead:
    """A file, to be said with an act of the same agent."""

    async def in_charge(session: AsyncSession) -> None:
        require_charge(await find(session, reference, request, agent), agent.login)

    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        row = await find(session, reference, request, agent)
    actor = acting.actor_of(agent)
    kept = await take_in(request, row.id, in_charge, actor=actor)
    return file_read(kept, files_at(row, actor))


@router.get("/{reference}/files/{file_id}", response_class=FileResponse)
async def read_sollicitation_file(
    request: Request, row: FoundDep, agent: AgentDep, session: ReadSessionDep, file_id: FileId
) -> FileResponse:
    """One that was said, or that this agent joined."""
    audit.specify(request, f"sollicitation:{row.reference}", file=str(file_id))
    owner = acting.actor_of(agent).owner
    return as_download(await find_shown(session, row.id, file_id, owner))
