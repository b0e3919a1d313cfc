"""The cookie of an agent's session: out of reach of scripts and of other sites."""

from fastapi import Request, Response

from api.core.settings import get_settings

COOKIE = "chorale_desk"
_PATH = "/desk"


def set_cookie(response: Response, request: Request, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=get_settings().desk_session_lifetime,
        path=_PATH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path=_PATH, httponly=True, samesite="strict")
