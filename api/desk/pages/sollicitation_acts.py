"""What an agent does with a sollicitation from its page."""

import json
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.core.errors import ChoraleError
from api.desk.access.auth import AgentDep, SignedIn, SupervisorDep
from api.desk.audit import recording as audit
from api.desk.pages.forms import SollicitationAct
from api.desk.pages.guard import PageRoute, go
from api.desk.pages.rendering import HEADERS, html
from api.desk.pages.sollicitations import ONE, Refused, page_of, path_of
from api.desk.presence.colleagues import read_colleagues
from api.desk.sollicitations import acting
from api.desk.sollicitations.errors import CloseReasonRequiredError
from api.desk.sollicitations.found import FoundDep, FoundToWriteDep
from api.desk.sollicitations.schemas import ActIn
from api.domain.sollicitations import SollicitationStatus as Status
from api.models.sollicitation import Sollicitation
from api.portal.sollicitations.reading import find_for_support

router = APIRouter(route_class=PageRoute)


@router.get(ONE + "/close")
async def ask_sollicitation_close(_: AgentDep, row: FoundDep) -> Response:
    """Why."""
    answered = row.status is Status.ANSWERED
    return html("sollicitation_close.html", path=path_of(row), key=uuid4(), answered=answered)


@router.get(ONE + "/assignment")
async def ask_sollicitation_assignment(
    agent: SupervisorDep, session: ReadSessionDep, row: FoundDep
) -> Response:
    """To whom."""
    facts: dict[str, Any] = {
        "path": path_of(row),
        "key": uuid4(),
        "agent": agent,
        "assignee": row.assignee,
        "agents": (await read_colleagues(session)).agents,
    }
    return html("sollicitation_assignment.html", **facts)


@router.post(ONE + "/acts")
async def act_on_sollicitation(
    request: Request,
    agent: AgentDep,
    session: SessionDep,
    row: FoundToWriteDep,
    form: SollicitationAct,
) -> Response:
    """The same form sent twice acts once; before the scripts came, a whole page answers."""
    reference = row.reference
    try:
        async with session.begin_nested():
            await _act(request, session, row, form, agent)
    except ChoraleError as refusal:
        if _by_htmx(request):
            raise
        audit.was_refused(request)
        row = await find_for_support(session, reference)
        told = Refused(str(refusal), form.text, refusal.status)
        return await page_of(session, agent, row, told)
    if not _by_htmx(request):
        return go(path_of(row))
    event = json.dumps({f"sollicitation:{_event(form)}": {"id": reference}})
    return Response(status_code=204, headers=HEADERS | {"Desk-Event": event})


async def _act(
    request: Request,
    session: AsyncSession,
    row: Sollicitation,
    form: SollicitationAct,
    agent: SignedIn,
) -> None:
    unexplained = form.act == "close" and row.status not in {Status.ANSWERED, Status.CLOSED}
    if unexplained and not form.text.strip():
        raise CloseReasonRequiredError
    wanted = ActIn(act=form.act, text=form.text or None, files=form.files, to=form.to or None)
    await acting.act(request, session, row, acting.Order(wanted, form.key), agent)


def _event(form: SollicitationAct) -> str:
    """What the page's modules hear of it."""
    if form.act == "assign" and not form.to:
        return "taken"
    return "said" if form.act in {"answer", "ask"} else "changed"


def _by_htmx(request: Request) -> bool:
    return "hx-request" in request.headers
