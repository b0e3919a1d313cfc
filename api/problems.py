"""Failures as `application/problem+json` (RFC 9457), with a French `detail` and a stable `code`."""

import logging
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.core.errors import ChoraleError

logger = logging.getLogger(__name__)

_NONE: Mapping[str, object] = MappingProxyType({})
_HTTP_DETAILS = {
    404: ("not_found", "Cette adresse n’existe pas."),
    405: ("method_not_allowed", "Cette méthode n’est pas admise ici."),
}


def problem(
    status: int, code: str, detail: str, members: Mapping[str, object] = _NONE
) -> JSONResponse:
    """A problem document; `title` repeats the code for tools that read only it."""
    body = {"type": f"urn:chorale:error:{code}", "title": code, "status": status}
    return JSONResponse(
        {**members, **body, "code": code, "detail": detail},
        status_code=status,
        media_type="application/problem+json",
    )


def register_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(ChoraleError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _expected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ChoraleError)
    return problem(error.status, error.code, str(error), error.members)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # Names of fields only: the values may be personal data.
    fields = {str(part) for item in error.errors() for part in item["loc"][1:]}
    names = ", ".join(sorted(fields)) or "corps de la requête"
    return problem(422, "invalid_request", f"La requête est incorrecte ({names}).")


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, detail = _HTTP_DETAILS.get(error.status_code, ("http_error", "La requête est refusée."))
    return problem(error.status_code, code, detail)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    logger.error("unexpected failure: %s", type(error).__name__, exc_info=error)
    return problem(
        500, "internal_error", "Une erreur inattendue s’est produite. Réessayez dans un instant."
    )
