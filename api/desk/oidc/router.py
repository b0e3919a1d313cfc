"""`/desk/v1/oidc` and `/desk/v1/sign-in-methods`: coming in by the organisation's account."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from api.desk.access.session_cookie import set_cookie
from api.desk.access.visitor import Visitor
from api.desk.oidc.errors import LogoutTokenError, OidcError, OidcUnavailableError
from api.desk.oidc.flow import COOKIE_LIFETIME, OidcSignIn, Return

router = APIRouter(prefix="/desk/v1", tags=["desk"])

_COOKIE = "chorale_desk_oidc"
_PATH = "/desk/v1/oidc"
_SIGN_IN = "/desk/sign-in"
_NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
# The browser comes from another site: were it redirected, it would keep the new cookie
# (`SameSite=Strict`) from the next page. A page of ours leads it there.
_ARRIVED = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=/desk"><title>Connexion – Chorale</title></head>
<body><p><a href="/desk">Ouvrir le bureau</a></p></body></html>"""
_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


class OidcLink(BaseModel):
    label: str
    href: str


class SignInMethodsOut(BaseModel):
    password: bool
    oidc: OidcLink | None


@router.get("/sign-in-methods")
async def read_sign_in_methods(request: Request) -> SignInMethodsOut:
    """What the sign-in page offers."""
    settings = request.app.state.settings
    link = OidcLink(label=settings.oidc_label, href=f"{_PATH}/start")
    return SignInMethodsOut(
        password=settings.desk_password_sign_in, oidc=link if settings.oidc_issuer else None
    )


@router.get("/oidc/start", response_class=RedirectResponse)
async def start(request: Request) -> Response:
    """Go to the identity provider."""
    sign_in = OidcSignIn.of(request)
    try:
        departure = await sign_in.depart()
    except OidcError as error:
        return _back(error)
    response = RedirectResponse(departure.address, 302, _NO_STORE)
    response.set_cookie(
        _COOKIE,
        departure.cookie,
        max_age=COOKIE_LIFETIME,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.get("/oidc/callback", response_class=HTMLResponse)
async def callback(
    request: Request,
    code: Annotated[str | None, Query(max_length=2048)] = None,
    state: Annotated[str | None, Query(max_length=256)] = None,
    iss: Annotated[str | None, Query(max_length=512)] = None,
    error: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Come back from it: the session is opened, or the sign-in page says why not."""
    sign_in = OidcSignIn.of(request)
    back = Return(code, state, iss, error, request.cookies.get(_COOKIE))
    try:
        opened = await sign_in.arrive(back, Visitor.of(request))
    except OidcError as refusal:
        response = _back(refusal)
    else:
        response = HTMLResponse(_ARRIVED, headers={**_NO_STORE, "Content-Security-Policy": _POLICY})
        set_cookie(response, request, opened.token)
    response.delete_cookie(_COOKIE, path=_PATH, httponly=True, samesite="lax")
    return response


@router.get("/oidc/sign-out", response_class=RedirectResponse)
async def sign_out(request: Request) -> Response:
    """Leave the provider too; our own session is ended by `DELETE /desk/v1/sessions` first."""
    sign_in = OidcSignIn.of(request)
    try:
        address = await sign_in.sign_out_address()
    except OidcError:
        address = None
    return RedirectResponse(address or _SIGN_IN, 302, _NO_STORE)


@router.post("/oidc/back-channel-logout")
async def back_channel_logout(
    request: Request, logout_token: Annotated[str, Form(max_length=16_384)]
) -> Response:
    """The provider says who is signed out (OpenID Connect Back-Channel Logout 1.0)."""
    sign_in = OidcSignIn.of(request)
    try:
        await sign_in.end_at_provider(logout_token)
    except OidcUnavailableError as error:
        raise LogoutTokenError from error
    return Response(headers={"Cache-Control": "no-store"})


def _back(error: OidcError) -> Response:
    return RedirectResponse(f"{_SIGN_IN}?oidc={error.flag}", 303, _NO_STORE)
