"""The file to check: a form that comes in, or a file already joined to the conversation."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from starlette.datastructures import UploadFile

from api.core.antivirus import require_clean
from api.core.form_upload import FormLimits, received_form
from api.domain.file_name import own_name
from api.domain.invoice_checks.file import MAX_FILE
from api.portal.invoice_checks.errors import CheckRefusedError, CheckTooLargeError

# An invoice and its attachments, all told: above, there is nothing to say that is worth the wait.
MAX_UPLOAD = 120_000_000
_MAX_NAME = 255


@dataclass(frozen=True, slots=True)
class GivenFile:
    """`content` is None for one that is too large to be sent: it is not read."""

    name: str
    size: int
    content: bytes | None


def file_at(path: Path, name: str) -> GivenFile:
    """Blocking: call it in a thread. Raises OSError when the file is gone."""
    size = path.stat().st_size
    return GivenFile(name, size, path.read_bytes() if size < MAX_FILE else None)


@asynccontextmanager
async def received_file(request: Request) -> AsyncGenerator[GivenFile]:
    """The first file of the form, spooled to disk as it comes.

    Raises:
        CheckTooLargeError: more than `MAX_UPLOAD`, known as soon as it is passed.
        CheckRefusedError: not a form, one without a file, or an empty file.
        InfectedFileError, AntivirusAwayError: see `require_clean`.
    """
    async with received_form(
        request, FormLimits(MAX_UPLOAD), too_large=_too_large, refused=CheckRefusedError
    ) as form:
        files = (part for _, part in form.multi_items() if isinstance(part, UploadFile))
        yield await _given(next(files, None))


def _too_large() -> CheckTooLargeError:
    return CheckTooLargeError(MAX_UPLOAD)


async def _given(file: UploadFile | None) -> GivenFile:
    if file is None or not file.size:
        raise CheckRefusedError("Aucun fichier n’est joint (champ « file »), ou il est vide.")
    await require_clean(file.file)
    content = await file.read() if file.size < MAX_FILE else None
    # Kept however long it is, since that is checked.
    return GivenFile(own_name(file.filename)[:_MAX_NAME], file.size, content)
