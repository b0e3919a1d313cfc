"""The form by which an agent comes in, and the way out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from api.core.errors import ChoraleError
from api.core.settings import get_settings
from api.core.tokens import hash_token
from api.desk.access import known_browser, sessions, sign_in
from api.desk.access.session_cookie import COOKIE, clear_cookie, set_cookie
from api.desk.access.sign_in import Credentials
from api.desk.access.visitor import Visitor
from api.desk.oidc.errors import OidcExpiredError, OidcRefusedError, OidcUnavailableError
from api.desk.pages.guard import SIGN_IN, PageRoute, go, seen_path
from api.desk.pages.rendering import html
from api.domain.sign_in_method import SignInMethod

router = APIRouter(route_class=PageRoute)

_EXPIRED = "Votre session a expiré\u00a0: reconnectez-vous."
_OIDC_SIGN_OUT = "/desk/v1/oidc/sign-out"
_OIDC_START = "/desk/v1/oidc/start"
_OIDC_REASONS = {
    error.flag: str(error()) for error in (OidcExpiredError, OidcRefusedError, OidcUnavailableError)
}

Field = Annotated[str, Form(max_length=1024)]


@router.get("/desk/sign-in")
async def show(next: str = "", expired: str = "", oidc: str = "") -> Response:  # noqa: A002
    """The form; `next` is the page to come back to, `oidc` why the provider did not open."""
    why = _EXPIRED if expired else _OIDC_REASONS.get(oidc, "")
    return _form(next=seen_path(next), why=why)


@router.post("/desk/sign-in")
async def enter(
    request: Request,
    login: Field,
    password: Field,
    totp: Field = "",
    next: Field = "",  # noqa: A002
) -> Response:
    """Open the session and go on; or the form again, with the reason."""
    back = seen_path(next)
    try:
        opened = await sign_in.open_session(
            request.app.state.database,
            Credentials(login, password, totp.strip() or None),
            Visitor.of(request),
        )
    except ChoraleError as error:
        return _form(error.status, next=back, login=login, why=str(error))
    response = go(back)
    set_cookie(response, request, opened.token)
    known_browser.remember(response, request, opened.agent.login)
    return response


@router.post("/desk/sign-out")
async def leave(request: Request) -> Response:
    """The session ends; who came by the identity provider leaves it too."""
    database, token_hash = request.app.state.database, hash_token(request.cookies.get(COOKIE, ""))
    found = await sessions.look_up(database, token_hash)
    if found is not None:
        await sign_in.end_session(database, token_hash)
    by_provider = found is not None and found.method is SignInMethod.OIDC
    # Not a redirection: `form-action 'self'` stops the form's chain at the provider's origin.
    response = html("leaving.html", address=_OIDC_SIGN_OUT) if by_provider else go(SIGN_IN)
    clear_cookie(response)
    return response


def _form(
    status: int = 200,
    *,
    next: str,  # noqa: A002
    why: str,
    login: str = "",
) -> Response:
    settings = get_settings()
    return html(
        "sign_in.html",
        status,
        next=next,
        why=why,
        login=login,
        by_password=settings.desk_password_sign_in,
        provider=settings.oidc_label if settings.oidc_issuer else "",
        provider_path=_OIDC_START,
    )
