"""Taking files in, from a form or from a mail, and giving them back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import IO, Annotated

from fastapi import Path as InPath
from fastapi import Request
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile

from api.core.db import Database
from api.core.downloads import download
from api.core.form_upload import FormLimits, described_form, received_form
from api.core.settings import get_settings
from api.models.sollicitation import SollicitationFile
from api.portal.sollicitations import pending_files
from api.portal.sollicitations.acting import Actor
from api.portal.sollicitations.errors import (
    FileNotFoundHereError,
    FileRefusedError,
    FileTooLargeError,
)
from api.portal.sollicitations.file_store import StoredFile, examine, keep, path_of, store

FORM = described_form()

# Ids are 32-bit in the tables: a larger one names nothing.
FileId = Annotated[int, InPath(ge=1, le=2**31 - 1)]

type MayJoin = Callable[[AsyncSession], Awaitable[object]]


async def take_in(
    request: Request, sollicitation_id: int, may_join: MayJoin, *, actor: Actor | None = None
) -> SollicitationFile:
    """The file of a form, not said yet. `may_join` raises for whoever may not, before and after.

    Only `actor` may say it, or see it until then; without one, whoever acts next.

    Raises:
        FileRefusedError, FileTooLargeError, TooManyFilesError: what the file is.
        InfectedFileError, AntivirusAwayError: what the antivirus says.
    """
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        await may_join(session)
    owner = actor.owner if actor else None

    async def has_room(stored: StoredFile) -> None:
        async with database.new_read_session.begin() as session:
            await pending_files.require_room(session, sollicitation_id, [stored], owner)

    stored = await _received(request, has_room)
    async with database.new_session.begin() as session:
        await may_join(session)
        return await pending_files.add(session, sollicitation_id, stored, owner)


async def keep_bytes(  # noqa: PLR0913
    session: AsyncSession,
    sollicitation_id: int,
    name: str,
    content: IO[bytes],
    *,
    actor: Actor | None = None,
    examined: bool = False,
) -> SollicitationFile:
    """The same for bytes at hand: of a mail, or of a transcript.

    `store` and `pending_files.add`, for whoever does not want to wait for the antivirus within a
    transaction.
    """
    stored = await store(name, content, examined=examined)
    owner = actor.owner if actor else None
    return await pending_files.add(session, sollicitation_id, stored, owner)


def as_download(file: SollicitationFile) -> FileResponse:
    """Saved by the browser, never shown as a page of ours.

    Raises:
        FileNotFoundHereError: the row is there, the bytes are not (any more).
    """
    path: Path = path_of(file.sha256)
    if not path.is_file():
        raise FileNotFoundHereError
    return download(path, file.name, file.media_type)


async def _received(
    request: Request, has_room: Callable[[StoredFile], Awaitable[None]]
) -> StoredFile:
    limit = get_settings().max_attachment
    async with received_form(
        request,
        FormLimits(limit),
        too_large=lambda: FileTooLargeError(limit),
        refused=FileRefusedError,
    ) as form:
        sent = form.get("file")
        if not isinstance(sent, UploadFile):
            raise FileRefusedError("Envoyez le fichier dans un formulaire (champ « file »).")
        stored = await examine(sent.filename or "", sent.file)
        await has_room(stored)
        await keep(sent.file, stored)
        return stored
