"""Canned replies, written by supervisors and editors."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import SignedIn, require
from api.desk.canned import repository as canned_repository
from api.desk.canned import service as canned
from api.desk.canned.schemas import CannedIn
from api.desk.pages.forms import Canned
from api.desk.pages.guard import PageRoute, go
from api.desk.pages.rendering import html
from api.desk.pages.shell import CANNED, shell
from api.domain.agent_role import AgentRole
from api.domain.canned_variables import VARIABLES
from api.domain.theme import Theme

router = APIRouter(route_class=PageRoute)

WriterDep = Annotated[SignedIn, Depends(require(AgentRole.SUPERVISOR, AgentRole.EDITOR))]
ReplyId = Annotated[int, Path(ge=1, le=2**31 - 1)]

_DONE = {"kept": "La réponse type est enregistrée.", "removed": "La réponse type est supprimée."}


@router.get(CANNED)
async def list_replies(agent: WriterDep, session: ReadSessionDep, done: str = "") -> Response:
    """By shortcut."""
    return await _page(session, agent, done=_DONE.get(done, ""))


@router.post(CANNED)
async def create(
    agent: WriterDep,
    session: SessionDep,
    form: Canned,
) -> Response:
    """Write a reply; its shortcut tells a retry from another one."""
    wanted = _wanted(form)
    await canned.create(session, agent, wanted)
    return go(f"{CANNED}?done=kept")


@router.post(CANNED + "/{reply_id}")
async def replace(
    reply_id: ReplyId,
    agent: WriterDep,
    session: SessionDep,
    form: Canned,
) -> Response:
    """Write it over."""
    wanted = _wanted(form)
    await canned.replace(session, agent, reply_id, wanted)
    return go(f"{CANNED}?done=kept")


@router.post(CANNED + "/{reply_id}/removal")
async def remove(reply_id: ReplyId, _: WriterDep, session: SessionDep) -> Response:
    """One that is no more is removed already."""
    await canned_repository.remove(session, reply_id)
    return go(f"{CANNED}?done=removed")


def _wanted(form: Canned) -> CannedIn:
    return CannedIn.model_validate(form.model_dump() | {"theme": form.theme or None})


async def _page(session: AsyncSession, agent: SignedIn, *, done: str) -> Response:
    facts: dict[str, Any] = {
        **shell(agent, CANNED),
        "replies": await canned.list_replies(session),
        "themes": list(Theme),
        "variables": VARIABLES,
        "done": done,
    }
    return html("canned.html", **facts)
