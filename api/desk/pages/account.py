"""One's own account: password, one-time codes, recovery codes, open sessions."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, Field

from api.core.db import Database, SessionDep
from api.core.errors import ChoraleError
from api.desk.access import second_factor, session_repository, sessions
from api.desk.access.auth import SignedIn, SignedInDep
from api.desk.access.passwords import MIN_LENGTH
from api.desk.access.session_cookie import set_cookie
from api.desk.accounts import own_account
from api.desk.accounts.errors import SessionNotFoundError
from api.desk.accounts.schemas import OpenSessionOut
from api.desk.audit import recording as audit
from api.desk.pages.guard import PageRoute, go
from api.desk.pages.rendering import html
from api.desk.pages.shell import ACCOUNT, shell

router = APIRouter(route_class=PageRoute)

Secret = Annotated[str, Form(max_length=1024)]
Code = Annotated[str, Form(max_length=40)]


class PasswordForm(BaseModel):
    """`code`: of those who have some; `again` is `new` once more."""

    current: Annotated[str, Field(max_length=1024)]
    new: Annotated[str, Field(max_length=1024)]
    again: Annotated[str, Field(max_length=1024)]
    code: Annotated[str, Field(max_length=40)] = ""


_DONE = {
    "password": "Votre mot de passe est changé\u202f; vos autres sessions sont terminées.",
    "totp-off": "Les codes à usage unique ne sont plus demandés.",
    "session": "La session est terminée.",
    "sessions": "Vos autres sessions sont terminées.",
}


@router.get(ACCOUNT)
async def read_security(agent: SignedInDep, request: Request, done: str = "") -> Response:
    """How the account is kept."""
    return await _page(request, agent, done=_DONE.get(done, ""))


@router.post(ACCOUNT + "/password")
async def change_password(
    agent: SignedInDep, request: Request, form: Annotated[PasswordForm, Form()]
) -> Response:
    """Choose another; the other sessions end."""
    if form.new != form.again:
        return await _page(request, agent, error="Les deux nouveaux mots de passe diffèrent.")
    try:
        token = await own_account.change_password(
            _database(request), agent, form.current, form.new, form.code or None
        )
    except ChoraleError as refusal:
        return await _page(request, agent, error=str(refusal))
    response = go(f"{ACCOUNT}?done=password")
    set_cookie(response, request, token)
    return response


@router.post(ACCOUNT + "/totp")
async def begin_totp(
    agent: SignedInDep, request: Request, password: Secret, code: Code = ""
) -> Response:
    """A secret to record, shown until its first code is typed."""
    try:
        secret = await own_account.begin_enrolment(
            _database(request), agent, password, code or None
        )
    except ChoraleError as refusal:
        return await _page(request, agent, error=str(refusal))
    return await _page(request, agent, secret=secret)


@router.post(ACCOUNT + "/totp/confirmation")
async def confirm_totp(
    agent: SignedInDep, request: Request, code: Code, secret: Code = ""
) -> Response:
    """The first code: the recovery codes are shown, this once."""
    try:
        codes, token = await own_account.confirm_enrolment(_database(request), agent, code)
    except ChoraleError as refusal:
        return await _page(request, agent, error=str(refusal), secret=secret)
    response = html("recovery_codes.html", **shell(agent, ACCOUNT), codes=codes)
    set_cookie(response, request, token)
    return response


@router.post(ACCOUNT + "/totp/removal")
async def remove_totp(
    agent: SignedInDep, request: Request, password: Secret, code: Code = ""
) -> Response:
    """Codes are asked no more; the other sessions end."""
    try:
        token = await own_account.remove_totp(_database(request), agent, password, code or None)
    except ChoraleError as refusal:
        return await _page(request, agent, error=str(refusal))
    response = go(f"{ACCOUNT}?done=totp-off")
    set_cookie(response, request, token)
    return response


@router.post(ACCOUNT + "/recovery-codes")
async def renew_recovery_codes(
    agent: SignedInDep, request: Request, password: Secret, code: Code = ""
) -> Response:
    """Ten new ones, shown this once."""
    try:
        codes = await own_account.renew_recovery_codes(
            _database(request), agent, password, code or None
        )
    except ChoraleError as refusal:
        return await _page(request, agent, error=str(refusal))
    return html("recovery_codes.html", **shell(agent, ACCOUNT), codes=codes)


@router.post(ACCOUNT + "/sessions/{session_id}/end")
async def end_session(
    session_id: str, agent: SignedInDep, session: SessionDep, request: Request
) -> Response:
    """End one of one's own sessions; one that is no more has ended already."""
    try:
        await own_account.end_session(session, agent, session_id)
    except SessionNotFoundError:
        audit.was_refused(request)
    return go(f"{ACCOUNT}?done=session")


@router.post(ACCOUNT + "/sessions/others/end-all")
async def end_other_sessions(agent: SignedInDep, session: SessionDep) -> Response:
    """End all of one's sessions but this one."""
    await session_repository.remove_all(session, agent.login, but=agent.token_hash)
    return go(f"{ACCOUNT}?done=sessions")


async def _page(
    request: Request, agent: SignedIn, *, error: str = "", done: str = "", secret: str = ""
) -> Response:
    if error:
        audit.was_refused(request)
    async with _database(request).new_read_session.begin() as session:
        security = await own_account.security(session, agent)
        rows = await sessions.listed(session, agent.login)
    facts: dict[str, Any] = {
        **shell(agent, ACCOUNT),
        "security": security,
        "sessions": [OpenSessionOut.of(row, agent.token_hash) for row in rows],
        "secret": secret,
        "groups": second_factor.in_groups(secret) if secret else "",
        "address": own_account.enrolment_address(agent.login, secret) if secret else "",
        "least": MIN_LENGTH,
        "error": error,
        "done": done,
    }
    return html("account.html", status=422 if error else 200, **facts)


def _database(request: Request) -> Database:
    return request.app.state.database
