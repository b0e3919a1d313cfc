"""`/desk/v1/presence` and `/desk/v1/colleagues`: who is there."""

from fastapi import APIRouter

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import AgentDep
from api.desk.presence import ping as presence
from api.desk.presence.colleagues import read_colleagues
from api.desk.presence.schemas import ColleaguesOut, PresenceIn, PresenceOut

router = APIRouter(prefix="/desk/v1", tags=["desk"])


@router.post("/presence")
async def ping(agent: AgentDep, session: SessionDep, body: PresenceIn | None = None) -> PresenceOut:
    """Say every 20 s that the agent is there; after the first time, that alone keeps him there."""
    return await presence.ping(session, agent, body or PresenceIn())


@router.get("/colleagues")
async def list_colleagues(_: AgentDep, session: ReadSessionDep) -> ColleaguesOut:
    """To whom a conversation can be handed."""
    return await read_colleagues(session)
