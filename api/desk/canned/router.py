"""`/desk/v1/canned-replies`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import SignedIn, require
from api.desk.audit import recording as audit
from api.desk.canned import repository as canned_repository
from api.desk.canned import service as canned
from api.desk.canned.schemas import CannedIn, CannedOut, CannedPage
from api.desk.case.access import canonical_id
from api.desk.sollicitations import canned as sollicitation_canned
from api.desk.sollicitations.found import find as find_sollicitation
from api.domain.agent_role import AgentRole

_ReadingDep = Annotated[SignedIn, Depends(require(AgentRole.AGENT, AgentRole.EDITOR))]
_WritingDep = Annotated[SignedIn, Depends(require(AgentRole.SUPERVISOR, AgentRole.EDITOR))]
_ReplyId = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter(prefix="/canned-replies")


@router.get("")
async def list_replies(
    request: Request,
    agent: _ReadingDep,
    session: ReadSessionDep,
    conversation: Annotated[str | None, Query(max_length=64)] = None,
    sollicitation: Annotated[str | None, Query(max_length=64)] = None,
) -> CannedPage:
    """As they were written; with `conversation` or `sollicitation`, ready to be sent there."""
    if sollicitation is not None:
        row = await find_sollicitation(session, sollicitation, request, agent)
        items = await sollicitation_canned.list_filled(session, row, agent)
    elif conversation is None:
        items = await canned.list_replies(session)
    else:
        conversation_id = canonical_id(conversation)
        audit.specify(request, f"conversation:{conversation_id}")
        items = await canned.list_filled(session, conversation_id, agent)
    return CannedPage(items=items, total=len(items))


@router.post("", status_code=201)
async def create(body: CannedIn, agent: _WritingDep, session: SessionDep) -> CannedOut:
    """Write a reply, once: its shortcut tells a retry from another reply."""
    return CannedOut.model_validate(await canned.create(session, agent, body))


@router.put("/{reply_id}")
async def replace(
    reply_id: _ReplyId, body: CannedIn, agent: _WritingDep, session: SessionDep
) -> CannedOut:
    """Write it over."""
    return CannedOut.model_validate(await canned.replace(session, agent, reply_id, body))


@router.delete("/{reply_id}", status_code=204)
async def remove(reply_id: _ReplyId, agent: _WritingDep, session: SessionDep) -> None:
    """Remove it; one that is no more is removed already."""
    _ = agent
    await canned_repository.remove(session, reply_id)
