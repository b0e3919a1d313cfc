"""`/desk/v1/me` and the caller's own sessions: open to every role, whatever the step."""

from fastapi import APIRouter, Request, Response

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access import second_factor, session_repository, sessions
from api.desk.access.auth import SignedInDep
from api.desk.access.session_cookie import set_cookie
from api.desk.accounts import own_account
from api.desk.accounts.schemas import (
    AgentOut,
    CodeIn,
    EnrolmentOut,
    OpenSessionOut,
    OpenSessionsOut,
    PasswordChangeIn,
    ProofIn,
    RecoveryCodesOut,
    SecurityOut,
)

router = APIRouter(prefix="/desk/v1", tags=["desk account"])


@router.get("/me")
async def read_me(agent: SignedInDep) -> AgentOut:
    """Who is signed in."""
    return AgentOut.of(agent)


@router.get("/me/security")
async def read_security(agent: SignedInDep, session: ReadSessionDep) -> SecurityOut:
    """How the account is kept."""
    return await own_account.security(session, agent)


@router.put("/me/password", status_code=204)
async def change_password(
    body: PasswordChangeIn, agent: SignedInDep, request: Request, response: Response
) -> None:
    """Choose another password; the other sessions end."""
    database = request.app.state.database
    token = await own_account.change_password(database, agent, body.current, body.new, body.code)
    set_cookie(response, request, token)


@router.post("/me/totp", status_code=201)
async def begin_totp(
    body: ProofIn, agent: SignedInDep, request: Request, response: Response
) -> EnrolmentOut:
    """A secret to record; `…/totp/confirmation` makes it count."""
    _never_kept(response)
    database = request.app.state.database
    secret = await own_account.begin_enrolment(database, agent, body.password, body.code)
    return EnrolmentOut(
        secret=secret,
        groups=second_factor.in_groups(secret),
        address=own_account.enrolment_address(agent.login, secret),
    )


@router.post("/me/totp/confirmation")
async def confirm_totp(
    body: CodeIn, agent: SignedInDep, request: Request, response: Response
) -> RecoveryCodesOut:
    """The first code: codes are asked from now on, and the other sessions end."""
    _never_kept(response)
    database = request.app.state.database
    codes, token = await own_account.confirm_enrolment(database, agent, body.code)
    set_cookie(response, request, token)
    return RecoveryCodesOut(recovery_codes=codes)


@router.post("/me/totp/removal", status_code=204)
async def remove_totp(
    body: ProofIn, agent: SignedInDep, request: Request, response: Response
) -> None:
    """Codes are asked no more; the other sessions end."""
    database = request.app.state.database
    token = await own_account.remove_totp(database, agent, body.password, body.code)
    set_cookie(response, request, token)


@router.post("/me/recovery-codes")
async def renew_recovery_codes(
    body: ProofIn, agent: SignedInDep, request: Request, response: Response
) -> RecoveryCodesOut:
    """Ten new codes in place of the former ones."""
    _never_kept(response)
    database = request.app.state.database
    codes = await own_account.renew_recovery_codes(database, agent, body.password, body.code)
    return RecoveryCodesOut(recovery_codes=codes)


@router.get("/sessions")
async def read_sessions(agent: SignedInDep, session: ReadSessionDep) -> OpenSessionsOut:
    """The caller's own sessions, the one used last first."""
    rows = await sessions.listed(session, agent.login)
    return OpenSessionsOut(items=[OpenSessionOut.of(row, agent.token_hash) for row in rows])


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(session_id: str, agent: SignedInDep, session: SessionDep) -> None:
    """End one of one's own sessions."""
    await own_account.end_session(session, agent, session_id)


@router.post("/sessions/others/end", status_code=204)
async def end_other_sessions(agent: SignedInDep, session: SessionDep) -> None:
    """End all of one's sessions but this one."""
    await session_repository.remove_all(session, agent.login, but=agent.token_hash)


def _never_kept(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
