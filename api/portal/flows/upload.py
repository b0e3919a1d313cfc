"""The form of a deposit, spooled to disk as it comes and no further than the limit."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.core.form_upload import FormLimits, received_form
from api.domain.file_name import own_name
from api.domain.flow_syntax import FlowSyntax
from api.domain.plain_text import compact
from api.models.flow import MAX_FILE_NAME
from api.portal.flows.errors import (
    DepositRefusedError,
    FlowExtensionError,
    FlowNameError,
    FlowTooLargeError,
    UnknownSyntaxError,
    UnreadSyntaxError,
)

# Limits of « deposerFlux » (annex V5.00 of the API): 10 MB a file, 30 MB compressed.
MAX_FILE = 10_000_000
MAX_ARCHIVE = 30_000_000
_ARCHIVES = (".zip", ".tar.gz")
_SINGLE = (".xml", ".pdf")


@dataclass(frozen=True, slots=True)
class ReceivedDeposit:
    """`siret` and `syntax` are None when the depositor named none."""

    file: UploadFile
    name: str
    siret: str | None
    syntax: FlowSyntax | None


@asynccontextmanager
async def received_deposit(request: Request) -> AsyncGenerator[ReceivedDeposit]:
    """The form of the request.

    Raises:
        FlowTooLargeError: over the limit, known as soon as it is passed.
        InvalidRequestError: not such a form, or a name or a syntax that we refuse.
    """
    limits = FormLimits(MAX_ARCHIVE, fields=4)
    async with received_form(
        request, limits, too_large=FlowTooLargeError, refused=DepositRefusedError
    ) as form:
        yield _deposit_of(form)


def _deposit_of(form: FormData) -> ReceivedDeposit:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.size:
        raise DepositRefusedError("Aucun fichier n’est joint (champ « file »), ou il est vide.")
    name = _accepted_name(file.filename)
    limit = MAX_ARCHIVE if name.lower().endswith(_ARCHIVES) else MAX_FILE
    if file.size > limit:
        raise FlowTooLargeError
    siret = compact(_text(form, "structure")) or None
    return ReceivedDeposit(file, name, siret, _accepted_syntax(compact(_text(form, "syntax"))))


def _text(form: FormData, field: str) -> str:
    value = form.get(field)
    return value if isinstance(value, str) else ""


def _accepted_name(name: str | None) -> str:
    own = own_name(name)
    if len(own) > MAX_FILE_NAME:
        raise FlowNameError(MAX_FILE_NAME)
    if not own.lower().endswith(_ARCHIVES + _SINGLE):
        raise FlowExtensionError
    return own


def _accepted_syntax(code: str) -> FlowSyntax | None:
    if not code:
        return None
    try:
        syntax = FlowSyntax(code)
    except ValueError as error:
        raise UnknownSyntaxError from error
    if not syntax.formats:
        raise UnreadSyntaxError(syntax)
    return syntax
