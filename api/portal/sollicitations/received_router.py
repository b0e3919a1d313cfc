"""`/portal/v1/received-sollicitations`: what is addressed to the caller's public structure."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database, ReadSessionDep, SessionDep
from api.portal.access import CallerDep, ReaderDep, WritingReaderDep, get_reader
from api.portal.sollicitations import received
from api.portal.sollicitations.files import FORM, FileId, as_download, take_in
from api.portal.sollicitations.filing_schemas import ActWanted
from api.portal.sollicitations.reading import file_read, files_at
from api.portal.sollicitations.schemas import (
    FileRead,
    ReceivedAsked,
    ReceivedPage,
    SollicitationDetail,
)

router = APIRouter(prefix="/received-sollicitations")
_ONE = "/{reference}"
_Key = Annotated[str | None, Header(alias="Idempotency-Key")]


@router.get("")
async def list_received(
    session: ReadSessionDep, reader: ReaderDep, asked: Annotated[ReceivedAsked, Query()]
) -> ReceivedPage:
    """Of the structures for which the caller has the space; none, without it."""
    return await received.list_received(session, asked, reader=reader)


@router.get(_ONE)
async def read_received(
    reference: str, session: ReadSessionDep, reader: ReaderDep
) -> SollicitationDetail:
    """One of them, also loosely quoted."""
    return await received.get_received(session, reference, reader=reader)


@router.post(f"{_ONE}/acts")
async def act(
    reference: str,
    body: ActWanted,
    session: SessionDep,
    reader: WritingReaderDep,
    key: _Key = None,
) -> SollicitationDetail:
    """Take in charge, answer, ask, forward to the support, or close; once per key."""
    return await received.act(session, reference, body, key, reader=reader)


@router.post(f"{_ONE}/files", status_code=201, openapi_extra=FORM)
async def join_file(reference: str, request: Request, caller: CallerDep) -> FileRead:
    """Join a file that the next act will say; the same file twice is one."""
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        reader = await get_reader(session, caller)
        found = await received.find_received(session, reference, reader)
        actor = await received.actor_of(session, found, reader)

    async def may_join(session: AsyncSession) -> None:
        await received.require_file_wanted(session, found.reference, reader)

    file = await take_in(request, found.id, may_join, actor=actor)
    return file_read(file, files_at(found, actor))


@router.get(f"{_ONE}/files/{{file_id}}", response_class=FileResponse)
async def download(
    reference: str, file_id: FileId, session: ReadSessionDep, reader: ReaderDep
) -> FileResponse:
    """A file that was said, or that the caller joined."""
    return as_download(await received.find_file(session, reference, file_id, reader))
