"""`/desk/v1/sessions`: agents come and go."""

from fastapi import APIRouter, Depends, Request, Response

from api.core.tokens import hash_token
from api.desk.access import known_browser, sign_in
from api.desk.access.auth import SignedIn, refuse_other_origins
from api.desk.access.session_cookie import COOKIE, clear_cookie, set_cookie
from api.desk.access.sign_in import Credentials
from api.desk.access.visitor import Visitor
from api.desk.accounts.schemas import AgentOut
from api.desk.schemas import SessionIn

router = APIRouter(prefix="/desk/v1", tags=["desk"], dependencies=[Depends(refuse_other_origins)])


@router.post("/sessions")
async def open_session(body: SessionIn, request: Request, response: Response) -> AgentOut:
    """Open the agent's session; its token travels in an HttpOnly cookie only."""
    opened = await sign_in.open_session(
        request.app.state.database,
        Credentials(body.login, body.password, body.totp),
        Visitor.of(request),
    )
    set_cookie(response, request, opened.token)
    known_browser.remember(response, request, opened.agent.login)
    response.headers["Cache-Control"] = "no-store"
    return AgentOut.of(SignedIn.of(opened.agent, ""))


@router.delete("/sessions", status_code=204)
async def close_session(request: Request, response: Response) -> None:
    """Forget this browser; without a session there is nothing to do."""
    token = request.cookies.get(COOKIE)
    if token:
        await sign_in.end_session(request.app.state.database, hash_token(token))
    clear_cookie(response)
