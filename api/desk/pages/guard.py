"""What a page answers when something is refused: the sign-in form, or why, in French.

A fragment asked by htmx (`HX-Request`) is refused as `/desk/v1` refuses, by a problem document;
a lost session sends the whole page to the sign-in form, and back afterwards.
"""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import SplitResult, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse

from api.core.errors import AuthenticationRequiredError, ChoraleError, InvalidRequestError
from api.desk.accounts.errors import PasswordChangeRequiredError, TotpRequiredError
from api.desk.errors import RoleRequiredError
from api.desk.pages.rendering import HEADERS, html
from api.problems import problem

SIGN_IN = "/desk/sign-in"
HOME = "/desk"
ACCOUNT = "/desk/account"


class PageRoute(APIRoute):
    """A route of the pages: expected failures become a page, or a redirection."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handle(request)
            except AuthenticationRequiredError:
                return _to_sign_in(request)
            except (PasswordChangeRequiredError, TotpRequiredError) as error:
                return _refused(request, error) if _by_htmx(request) else go(ACCOUNT)
            except RoleRequiredError as error:
                # Who does not answer users has no desk, but an account.
                lost = request.url.path == HOME
                return go(ACCOUNT) if lost else _refused(request, error)
            except ChoraleError as error:
                return _refused(request, error)
            except RequestValidationError:
                error = InvalidRequestError(
                    "Un champ est absent ou mal rempli\u00a0: vérifiez-les."
                )
                return _refused(request, error)

        return guarded


def seen_path(next_path: str | None) -> str:
    """Where to go after signing in: a page of the desk, and nowhere else."""
    parts = _split(next_path or "")
    if parts is None:
        return HOME
    inside = parts.path == HOME or parts.path.startswith(f"{HOME}/")
    ours = not parts.scheme and not parts.netloc and inside and "\\" not in parts.path
    return parts.path if ours and parts.path != SIGN_IN else HOME


def go(path: str) -> RedirectResponse:
    """Answer a form with another page (303)."""
    return RedirectResponse(path, status_code=303, headers=HEADERS)


def told(request: Request, event: str, conversation_id: str) -> Response:
    """Answer htmx with no fragment: the page's own modules hear `event`, with its `id`.

    A form sent before the page's modules are there gets a whole page.
    """
    if not _by_htmx(request):
        return go(f"{HOME}/conversations/{conversation_id}" if conversation_id else HOME)
    told_event = json.dumps({event: {"id": conversation_id}})
    return Response(status_code=204, headers=HEADERS | {"Desk-Event": told_event})


def _to_sign_in(request: Request) -> Response:
    asked_by_htmx = _by_htmx(request)
    back = seen_path(_page_of(request))
    expired = {"expired": "1"} if asked_by_htmx or back != HOME else {}
    address = f"{SIGN_IN}?{urlencode({'next': back, **expired})}"
    if asked_by_htmx:
        return Response(status_code=401, headers=HEADERS | {"HX-Redirect": address})
    return go(address)


def _page_of(request: Request) -> str:
    """Where the agent is: what a form is sent to can be no page to come back to."""
    if _by_htmx(request):
        return _path(request.headers.get("hx-current-url", ""))
    sent = request.method == "POST"
    return _path(request.headers.get("referer", "")) if sent else request.url.path


def _refused(request: Request, error: ChoraleError) -> Response:
    if _by_htmx(request):
        return problem(error.status, error.code, str(error))
    back = seen_path(_path(request.headers.get("referer", "")))
    return html("refused.html", status=error.status, detail=str(error), back=back)


def _split(address: str) -> SplitResult | None:
    """None for what is no address, as `http://[`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _path(address: str) -> str:
    parts = _split(address)
    return parts.path if parts else ""


def _by_htmx(request: Request) -> bool:
    return "hx-request" in request.headers
