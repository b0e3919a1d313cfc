"""A file of a multipart request, read as it comes and no further than the limit."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from api.chat.errors import AttachmentRefusedError, AttachmentTooLargeError

# Room for the boundaries and headers around the file.
_ENVELOPE = 16_384


@asynccontextmanager
async def received_file(request: Request, limit: int) -> AsyncGenerator[UploadFile]:
    """The first file of the form, spooled to disk; `limit` is in bytes.

    Raises:
        AttachmentTooLargeError: more than `limit`, known as soon as it is passed.
        AttachmentRefusedError: not a form, or one without a file.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit + _ENVELOPE:
        raise AttachmentTooLargeError(limit)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise AttachmentRefusedError("Envoyez le fichier dans un formulaire (champ « file »).")
    parser = MultiPartParser(
        request.headers, _bounded(request.stream(), limit), max_files=1, max_fields=8
    )
    try:
        form = await parser.parse()
    except (MultiPartException, ClientDisconnect) as error:
        raise AttachmentRefusedError("Le fichier n’a pas été reçu en entier.") from error
    try:
        files = (part for _, part in form.multi_items() if isinstance(part, UploadFile))
        file = next(files, None)
        if file is None:
            raise AttachmentRefusedError("Aucun fichier n’est joint (champ « file »).")
        if (file.size or 0) > limit:
            raise AttachmentTooLargeError(limit)
        yield file
    finally:
        await form.close()


async def _bounded(stream: AsyncIterator[bytes], limit: int) -> AsyncGenerator[bytes]:
    received = 0
    async for chunk in stream:
        received += len(chunk)
        if received > limit + _ENVELOPE:
            raise AttachmentTooLargeError(limit)
        yield chunk
