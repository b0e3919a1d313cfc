"""A file of a multipart request, read as it comes and no further than the limit."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import UploadFile

from api.chat.errors import AttachmentRefusedError, AttachmentTooLargeError
from api.core.form_upload import FormLimits, received_form


@asynccontextmanager
async def received_file(request: Request, limit: int) -> AsyncGenerator[UploadFile]:
    """The first file of the form, spooled to disk; `limit` is in bytes.

    Raises:
        AttachmentTooLargeError: more than `limit`, known as soon as it is passed.
        AttachmentRefusedError: not a form, or one without a file.
    """

    def too_large() -> AttachmentTooLargeError:
        return AttachmentTooLargeError(limit)

    limits = FormLimits(limit)
    async with received_form(
        request, limits, too_large=too_large, refused=AttachmentRefusedError
    ) as form:
        files = (part for _, part in form.multi_items() if isinstance(part, UploadFile))
        file = next(files, None)
        if file is None:
            raise AttachmentRefusedError("Aucun fichier n’est joint (champ « file »).")
        if (file.size or 0) > limit:
            raise AttachmentTooLargeError(limit)
        yield file
