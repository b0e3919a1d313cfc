"""The form of a request, spooled to disk as it comes and no further than a limit."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from api.core.errors import ChoraleError

_CUT = "L’envoi n’a pas été reçu en entier : recommencez."


@dataclass(frozen=True, slots=True)
class FormLimits:
    """`size` in bytes, of all that the form carries; `envelope` for its boundaries and headers."""

    size: int
    files: int = 1
    fields: int = 8
    envelope: int = 16_384

    @property
    def whole(self) -> int:
        return self.size + self.envelope


def described_form(**words: str) -> dict[str, Any]:
    """`openapi_extra` of a route that reads a `file` by itself; `words` say what else goes with it.

    By name: what each is, in French.
    """
    others = {name: {"type": "string", "description": said} for name, said in words.items()}
    fields = {"file": {"type": "string", "format": "binary"}, **others}
    schema = {"type": "object", "required": ["file"], "properties": fields}
    content = {"multipart/form-data": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


@asynccontextmanager
async def received_form(
    request: Request,
    limits: FormLimits,
    *,
    too_large: Callable[[], ChoraleError],
    refused: Callable[[str], ChoraleError],
    expected: str = "Envoyez le fichier dans un formulaire (champ « file »).",
) -> AsyncGenerator[FormData]:
    """The form, closed afterwards.

    Raises what `too_large` makes, as soon as the limit is passed, or announced to be; and what
    `refused` makes of a sentence, `expected` when the request is no form at all.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limits.whole:
        raise too_large()
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise refused(expected)
    parser = MultiPartParser(
        request.headers,
        bounded(request.stream(), limits.whole, too_large),
        max_files=limits.files,
        max_fields=limits.fields,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, ClientDisconnect, KeyError) as error:  # KeyError: no boundary
        raise refused(_CUT) from error
    try:
        yield form
    finally:
        await form.close()


async def bounded(
    stream: AsyncIterator[bytes], limit: int, too_large: Callable[[], ChoraleError]
) -> AsyncGenerator[bytes]:
    """The same chunks, up to `limit` bytes."""
    received = 0
    async for chunk in stream:
        received += len(chunk)
        if received > limit:
            raise too_large()
        yield chunk
