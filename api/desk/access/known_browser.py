"""A browser in which an agent has signed in before.

Its failures are counted apart, so that whoever guesses passwords elsewhere cannot lock the agent
out of his own machine (OWASP, « device cookies »). It opens nothing by itself.
"""

import secrets
from collections.abc import Mapping

from fastapi import Request, Response

from api.core.tokens import hash_token
from api.desk.access import signed_cookie

_AUDIENCE = "chorale-desk-browser"
_PATH = "/desk"
# Our choice: half a year.
_LIFETIME = 180 * 24 * 3600


def identifier(cookies: Mapping[str, str], login: str) -> str | None:
    """The browser's own random name, if this agent has signed in with it."""
    claims = signed_cookie.read(cookies.get(_name(login)), _AUDIENCE)
    return str(claims["jti"]) if claims and claims.get("sub") == login else None


def remember(response: Response, request: Request, login: str) -> None:
    name = identifier(request.cookies, login) or secrets.token_urlsafe(16)
    response.set_cookie(
        _name(login),
        signed_cookie.signed({"sub": login, "jti": name}, _AUDIENCE, _LIFETIME),
        max_age=_LIFETIME,
        path=_PATH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _name(login: str) -> str:
    """One a login: several agents may share a machine."""
    return f"chorale_desk_known_{hash_token(login)[:8]}"
