"""`/desk/v1/audit`: supervisors and operators read who did and read what."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.core.db import Database, ReadSessionDep
from api.core.spreadsheet import download_headers
from api.desk.access.auth import AuditorDep
from api.desk.audit import repository as audit_repository
from api.desk.audit.asked import AuditAsked, tell_filters
from api.desk.audit.export import csv_of
from api.desk.audit.labels import label_of
from api.desk.schemas import Labelled
from api.models.desk_audit import DeskAudit

router = APIRouter(prefix="/desk/v1/audit", tags=["desk account"])

_MAX_PAGE = 200
MAX_ID = 2**31 - 1


class AuditEntryOut(BaseModel):
    id: int
    at: datetime
    agent: str
    action: Labelled
    subject: str
    detail: dict[str, str]

    @classmethod
    def of(cls, row: DeskAudit) -> "AuditEntryOut":
        action = Labelled(code=row.action, label=label_of(row.action))
        return cls(
            id=row.id,
            at=row.at,
            agent=row.agent_login,
            action=action,
            subject=row.subject,
            detail=row.detail,
        )


class AuditOut(BaseModel):
    """The latest first; `next` is the `before` of the following page, null on the last one."""

    items: list[AuditEntryOut]
    next: int | None


class AuditQuery(AuditAsked):
    """A page of what is asked: `limit` entries, older than `before`."""

    before: Annotated[int | None, Field(ge=1, le=MAX_ID)] = None
    limit: Annotated[int, Field(ge=1, le=_MAX_PAGE)] = 50


@router.get("")
async def read_audit(
    request: Request,
    _: AuditorDep,
    session: ReadSessionDep,
    asked: Annotated[AuditQuery, Query()],
) -> AuditOut:
    """The latest entries first."""
    tell_filters(request, asked)
    rows = await audit_repository.page(session, asked.wanted(asked.before), asked.limit + 1)
    shown = rows[: asked.limit]
    following = shown[-1].id if len(rows) > asked.limit else None
    return AuditOut(items=[AuditEntryOut.of(row) for row in shown], next=following)


@router.get("/export", response_class=StreamingResponse)
async def export_audit(
    request: Request, _: AuditorDep, asked: Annotated[AuditAsked, Query()]
) -> StreamingResponse:
    """All that the filters let through, the latest first, as CSV."""
    tell_filters(request, asked)
    database: Database = request.app.state.database
    return StreamingResponse(
        csv_of(database, asked.wanted(alike=True)),
        media_type="text/csv; charset=utf-8",
        headers=download_headers("registre.csv"),
    )
