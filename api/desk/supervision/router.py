"""`/desk/v1`, for supervisors: the whole desk, reassigning, teams and profiles."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import SupervisorDep
from api.desk.case.access import ConversationId
from api.desk.closures.router import router as closures_router
from api.desk.optional_key import OptionalKey
from api.desk.presence.schemas import ColleagueOut
from api.desk.queue import transfer
from api.desk.schemas import ToIn
from api.desk.supervision import reading as supervision
from api.desk.supervision import teams
from api.desk.supervision.schemas import ProfileIn, SupervisionOut, TeamIn

Login = Annotated[str, Path(max_length=64)]
TeamCode = Annotated[str, Path(max_length=64)]

router = APIRouter(prefix="/desk/v1", tags=["desk"])
router.include_router(closures_router)


@router.get("/supervision")
async def read_supervision(supervisor: SupervisorDep, session: ReadSessionDep) -> SupervisionOut:
    """Who waits and how long, who has what, the figures of the day."""
    return await supervision.read_supervision(session, supervisor.login)


@router.post("/conversations/{conversation_id}/reassign", status_code=204)
async def reassign(
    conversation_id: ConversationId,
    supervisor: SupervisorDep,
    session: SessionDep,
    body: ToIn | None = None,
    idempotency_key: OptionalKey = None,
) -> None:
    """To an agent at once, to a team, or back to the queue without a body (or with `null`).

    Once per `Idempotency-Key`.
    """
    await transfer.reassign(session, conversation_id, supervisor, body, idempotency_key)


@router.put("/agents/{login}/profile")
async def set_profile(
    login: Login, body: ProfileIn, _: SupervisorDep, session: SessionDep
) -> ColleagueOut:
    """How many conversations at once, which themes, which teams."""
    return await teams.set_profile(session, login, body)


@router.put("/teams/{code}", status_code=204)
async def store_team(code: TeamCode, body: TeamIn, _: SupervisorDep, session: SessionDep) -> None:
    """Create a team, or name it anew."""
    await teams.store_team(session, code, body.name.strip())


@router.delete("/teams/{code}", status_code=204)
async def remove_team(code: TeamCode, _: SupervisorDep, session: SessionDep) -> None:
    """Those who waited for it wait for anyone."""
    await teams.remove_team(session, code)
