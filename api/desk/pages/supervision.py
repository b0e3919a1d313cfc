"""The whole desk as a supervisor sees it: who waits, who has what, the figures of the day."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import SignedIn, SupervisorDep
from api.desk.audit import recording as audit
from api.desk.case.access import ConversationId
from api.desk.pages.forms import Profile, Receiver
from api.desk.pages.guard import PageRoute, go, told
from api.desk.pages.rendering import html
from api.desk.pages.shell import SUPERVISION, shell
from api.desk.presence.colleagues import find_colleague, read_colleagues
from api.desk.queue import transfer as transfer_service
from api.desk.queue.errors import TeamNotFoundError
from api.desk.supervision import reading as supervision
from api.desk.supervision import teams
from api.desk.supervision.schemas import MAX_CAPACITY, ProfileIn
from api.domain.theme import Theme

router = APIRouter(route_class=PageRoute)

Code = Annotated[str, Form(max_length=160)]


@router.get(SUPERVISION)
async def show_supervision(agent: SupervisorDep, session: ReadSessionDep) -> Response:
    """The page; its live part is asked again by itself."""
    facts = await _facts(session, agent)
    return html("supervision.html", **shell(agent, SUPERVISION), **facts)


@router.get(SUPERVISION + "/live")
async def read_supervision(agent: SupervisorDep, session: ReadSessionDep) -> Response:
    """What moves."""
    return html("supervision_live.html", **await _facts(session, agent))


@router.get("/desk/conversations/{conversation_id}/reassign")
async def ask_reassign(
    conversation_id: ConversationId, _: SupervisorDep, session: ReadSessionDep
) -> Response:
    """To whom."""
    colleagues = await read_colleagues(session)
    there = [one for one in colleagues.agents if one.present and one.available]
    facts: dict[str, Any] = {"id": conversation_id, "key": uuid4(), "agents": there}
    return html("reassign.html", teams=colleagues.teams, **facts)


@router.post("/desk/conversations/{conversation_id}/reassign")
async def reassign(
    request: Request,
    conversation_id: ConversationId,
    agent: SupervisorDep,
    session: SessionDep,
    form: Receiver,
) -> Response:
    """To an agent at once, to a team, or back to the queue; the same form sent twice acts once."""
    to = form.receiver()
    await transfer_service.reassign(session, conversation_id, agent, to, form.idempotency_key)
    return told(request, "desk:changed", conversation_id)


@router.get(SUPERVISION + "/agents/{login}")
async def ask_profile(login: str, _: SupervisorDep, session: ReadSessionDep) -> Response:
    """How many conversations at once, which themes, which teams."""
    one = await find_colleague(session, login)
    every_team = (await read_colleagues(session)).teams
    return html("profile.html", one=one, themes=list(Theme), teams=every_team, most=MAX_CAPACITY)


@router.post(SUPERVISION + "/agents/{login}")
async def set_profile(
    request: Request,
    login: str,
    _: SupervisorDep,
    session: SessionDep,
    form: Profile,
) -> Response:
    """Replace the three."""
    profile = ProfileIn(capacity=form.capacity, themes=form.theme, teams=form.team)
    await teams.set_profile(session, login, profile)
    return told(request, "desk:changed", "")


@router.post(SUPERVISION + "/teams")
async def store_team(_: SupervisorDep, session: SessionDep, code: Code, name: Code) -> Response:
    """Create a team, or name it anew."""
    await teams.store_team(session, code.strip().lower(), name.strip()[:120] or code)
    return go(f"{SUPERVISION}#teams")


@router.post(SUPERVISION + "/teams/{code}/removal")
async def remove_team(
    request: Request, code: str, _: SupervisorDep, session: SessionDep
) -> Response:
    """Those who waited for it wait for anyone; one that is no more is removed already."""
    try:
        await teams.remove_team(session, code)
    except TeamNotFoundError:
        audit.was_refused(request)
    return go(f"{SUPERVISION}#teams")


async def _facts(session: AsyncSession, agent: SignedIn) -> dict[str, Any]:
    seen = await supervision.read_supervision(session, agent.login)
    every_team = (await read_colleagues(session)).teams
    names = {team.code: team.name for team in every_team}
    return {"seen": seen, "teams": every_team, "team_names": names, "now": clock.now()}
