"""`/desk/v1/sessions` and `/me`: agents come and go."""

from fastapi import APIRouter, Depends, Request, Response

from api.core.db import SessionDep
from api.core.tokens import hash_token
from api.desk import agent_repository, sign_in
from api.desk.auth import (
    COOKIE,
    AgentDep,
    SignedIn,
    clear_cookie,
    refuse_other_origins,
    set_cookie,
)
from api.desk.schemas import AgentOut, Labelled, SessionIn

router = APIRouter(prefix="/desk/v1", tags=["desk"], dependencies=[Depends(refuse_other_origins)])


@router.post("/sessions")
async def open_session(body: SessionIn, request: Request, response: Response) -> AgentOut:
    """Open the agent's session; its token travels in an HttpOnly cookie only."""
    opened = await sign_in.open_session(
        request.app.state.database, body.login, body.password, body.totp
    )
    set_cookie(response, request, opened.token)
    response.headers["Cache-Control"] = "no-store"
    return _agent_out(SignedIn.of(opened.agent, ""))


@router.delete("/sessions", status_code=204)
async def close_session(request: Request, response: Response, session: SessionDep) -> None:
    """Forget this browser; without a session there is nothing to do."""
    token = request.cookies.get(COOKIE)
    if token:
        await agent_repository.remove_session(session, hash_token(token))
    clear_cookie(response)


@router.get("/me")
async def read_me(agent: AgentDep) -> AgentOut:
    """Who is signed in."""
    return _agent_out(agent)


def _agent_out(agent: SignedIn) -> AgentOut:
    role = Labelled(code=agent.role.value, label=agent.role.label)
    return AgentOut(login=agent.login, name=agent.name, role=role)
