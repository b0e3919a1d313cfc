"""`/desk/v1/audit`: supervisors and operators read who did and read what."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.core.db import ReadSessionDep
from api.desk.access.auth import AuditorDep
from api.desk.audit import repository as audit_repository
from api.desk.audit.labels import label_of
from api.desk.audit.repository import AuditFilter
from api.desk.schemas import Labelled
from api.models.desk_audit import DeskAudit

router = APIRouter(prefix="/desk/v1/audit", tags=["desk account"])

_MAX_PAGE = 200
_MAX_ID = 2**31 - 1


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


class AuditQuery(BaseModel):
    """`subject` is `kind:id`, as `conversation:<uuid>`; the filters add up."""

    agent: Annotated[str | None, Field(max_length=64)] = None
    subject: Annotated[str | None, Field(max_length=160)] = None
    action: Annotated[str | None, Field(max_length=64)] = None
    before: Annotated[int | None, Field(ge=1, le=_MAX_ID)] = None
    limit: Annotated[int, Field(ge=1, le=_MAX_PAGE)] = 50


@router.get("")
async def read_audit(
    _: AuditorDep, session: ReadSessionDep, asked: Annotated[AuditQuery, Query()]
) -> AuditOut:
    """The latest entries first."""
    wanted = AuditFilter(asked.agent, asked.subject, asked.action, asked.before)
    rows = await audit_repository.page(session, wanted, asked.limit + 1)
    shown = rows[: asked.limit]
    following = shown[-1].id if len(rows) > asked.limit else None
    return AuditOut(items=[AuditEntryOut.of(row) for row in shown], next=following)
