"""The form that completes an invoice, spooled to disk as it comes and no further than the limit.

Limits of Chorus Pro: 10 MB a file, 120 MB for the invoice and its files, names of 50 characters,
and the list of accepted extensions.
"""

import asyncio

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from api.core.antivirus import require_clean
from api.core.errors import InvalidRequestError
from api.core.form_upload import FormLimits, bounded, received_form
from api.domain.attachment_type import MAX_NAME, content_fits, extension_of
from api.domain.file_name import own_name
from api.portal.invoices import attachment_store
from api.portal.invoices.action_schemas import CompleteJson, CompleteRequest, SentFile
from api.portal.invoices.errors import AttachmentRefusedError, AttachmentTooLargeError

MAX_FILE = 10_000_000
MAX_TOTAL = 120_000_000
# Ours: no source gives a number. It bounds the work of one request.
_MAX_FILES = 100
_MAX_JSON = 131_072
# With room for the boundaries and headers around the files, and for the comment.
_LIMITS = FormLimits(MAX_TOTAL, files=_MAX_FILES, fields=4, envelope=_MAX_JSON)
HEAD = 1024
_FILE_LIMIT = "La pièce jointe « {} » dépasse 10 Mo."
_TOTAL_LIMIT = "La facture et ses pièces jointes dépassent 120 Mo."


def total_too_large() -> AttachmentTooLargeError:
    return AttachmentTooLargeError(_TOTAL_LIMIT)


async def received_completion(request: Request) -> CompleteRequest:
    """What the request sends: a form whose files are stored by now, or JSON that names some.

    Raises:
        AttachmentTooLargeError: over a limit, known as soon as the whole is passed.
        AttachmentRefusedError: not such a form, or a file that Chorus Pro does not accept.
        InfectedFileError, AntivirusAwayError: see `require_clean`.
    """
    if request.headers.get("content-type", "").startswith("application/json"):
        return await _received_json(request)
    async with received_form(
        request,
        _LIMITS,
        too_large=total_too_large,
        refused=AttachmentRefusedError,
        expected="Envoyez un formulaire (champs « comment » et « attachments »).",
    ) as form:
        return await _read_form(form)


async def _received_json(request: Request) -> CompleteJson:
    content = b"".join(
        [chunk async for chunk in bounded(request.stream(), _MAX_JSON, total_too_large)]
    )
    try:
        wanted = CompleteJson.model_validate_json(content)
    except ValidationError as error:
        raise InvalidRequestError(
            "Le commentaire ou la liste des pièces n’est pas lisible, ou est trop long."
        ) from error
    if wanted.attachments:
        raise AttachmentRefusedError("Envoyez les pièces jointes dans un formulaire.")
    return wanted


async def _read_form(form: FormData) -> CompleteRequest:
    comment = form.get("comment")
    files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
    for file in files:
        await _check(file)
    if sum(file.size or 0 for file in files) > MAX_TOTAL:
        raise total_too_large()
    try:
        wanted = CompleteRequest(comment=comment if isinstance(comment, str) else None)
    except ValidationError as error:
        raise InvalidRequestError("Le commentaire est trop long.") from error
    wanted.attachments = [await _stored(file) for file in files]
    return wanted


async def _check(file: UploadFile) -> None:
    check_file(own_name(file.filename), file.size or 0, await file.read(HEAD))


def check_file(name: str, size: int, head: bytes) -> None:
    """`head` is how it begins, `HEAD` bytes at most. Raises as `received_completion`."""
    extension = extension_of(name)
    if len(name) > MAX_NAME:
        raise AttachmentRefusedError(
            f"Le nom d’une pièce jointe dépasse {MAX_NAME} caractères, extension comprise."
        )
    if extension is None:
        raise AttachmentRefusedError(f"Le type de la pièce jointe « {name} » n’est pas accepté.")
    if size > MAX_FILE:
        raise AttachmentTooLargeError(_FILE_LIMIT.format(name))
    if not head:
        raise AttachmentRefusedError(f"La pièce jointe « {name} » est vide.")
    if not content_fits(extension, head):
        raise AttachmentRefusedError(
            f"Le contenu de la pièce jointe « {name} » ne correspond pas à son extension."
        )


async def _stored(file: UploadFile) -> SentFile:
    await require_clean(file.file)
    sha256 = await asyncio.to_thread(attachment_store.keep, file.file)
    return SentFile(name=own_name(file.filename), size=file.size or 0, sha256=sha256)
