"""`/portal/v1/sollicitations`: what one files, and goes on with."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database, ReadSessionDep, SessionDep
from api.portal.access import CallerDep, ReaderDep, WritingReaderDep
from api.portal.idempotency import once
from api.portal.sollicitations import drafts, filing, service
from api.portal.sollicitations.authors import Author, AuthorDep, WritingAuthorDep, author_of
from api.portal.sollicitations.categories import categories
from api.portal.sollicitations.chat_files import copied
from api.portal.sollicitations.export import ExportFormat, exported
from api.portal.sollicitations.files import FORM, FileId, as_download, take_in
from api.portal.sollicitations.filing_schemas import ActWanted, DraftUpdate, SollicitationCreate
from api.portal.sollicitations.pending_files import find_shown, take_back
from api.portal.sollicitations.reading import file_read, files_at
from api.portal.sollicitations.schemas import (
    CategoryPage,
    FileRead,
    SollicitationDetail,
    SollicitationPage,
    SollicitationsAsked,
)

router = APIRouter()
_ONE = "/sollicitations/{reference}"
_Key = Annotated[str | None, Header(alias="Idempotency-Key")]


@router.get("/sollicitation-categories")
async def list_categories(caller: CallerDep) -> CategoryPage:
    """Reference data; any token will do, and an anonymous one shows what it may be used for."""
    return CategoryPage.of(categories(), anonymous=caller.login is None)


@router.post("/sollicitations", status_code=201)
async def file_sollicitation(
    body: SollicitationCreate, request: Request, caller: CallerDep, key: _Key = None
) -> SollicitationDetail:
    """File a sollicitation, or keep it as a draft, once per `Idempotency-Key`.

    `attachments` are files of the conversation from which it is filed, copied.
    """
    database: Database = request.app.state.database
    files = await copied(database, body.normalised().attachments, caller)
    async with database.new_session.begin() as session:
        author = await author_of(session, caller)
        return await filing.file_sollicitation(session, body, key, author=author, files=files)


@router.get("/sollicitations")
async def list_sollicitations(
    session: ReadSessionDep, reader: ReaderDep, asked: Annotated[SollicitationsAsked, Query()]
) -> SollicitationPage:
    """What the caller filed."""
    return await service.list_own(session, asked, reader=reader)


@router.get("/sollicitations/export")
async def export_sollicitations(
    session: ReadSessionDep,
    reader: ReaderDep,
    export_format: Annotated[ExportFormat, Query(alias="format")],
) -> Response:
    """All that the caller filed, newest first."""
    return exported(await service.list_latest(session, 2**31 - 1, reader=reader), export_format)


@router.get(_ONE)
async def read_sollicitation(
    reference: str, session: ReadSessionDep, author: AuthorDep
) -> SollicitationDetail:
    """One of them, also loosely quoted: « 2026-123 », « 123 »."""
    return await service.get_own(session, reference, author=author)


@router.put(_ONE)
async def update_draft(
    reference: str,
    body: DraftUpdate,
    session: SessionDep,
    reader: WritingReaderDep,
    key: _Key = None,
) -> SollicitationDetail:
    """Say what a draft says now."""
    body = body.normalised()
    return await once(
        session,
        reader=reader,
        key=key,
        operation=f"{drafts.UPDATE}{reference}",
        body=body,
        answer=SollicitationDetail,
        perform=lambda: drafts.update_draft(session, reference, body, author=Author(reader)),
    )


@router.delete(_ONE, status_code=204)
async def remove_draft(
    reference: str, session: SessionDep, reader: WritingReaderDep, key: _Key = None
) -> None:
    """Throw a draft away."""
    await once(
        session,
        reader=reader,
        key=key,
        operation=f"sollicitations/remove {reference}",
        body=drafts.Removed(reference=reference),
        answer=drafts.Removed,
        perform=lambda: drafts.remove_draft(session, reference, author=Author(reader)),
    )


@router.post(f"{_ONE}/submission")
async def submit_draft(
    reference: str, session: SessionDep, author: WritingAuthorDep, key: _Key = None
) -> SollicitationDetail:
    """Send a draft, with its files."""
    return await drafts.submit_draft(session, reference, key, author=author)


@router.post(f"{_ONE}/acts")
async def act(
    reference: str,
    body: ActWanted,
    session: SessionDep,
    author: WritingAuthorDep,
    key: _Key = None,
) -> SollicitationDetail:
    """Add an information, send the answer back, or close."""
    return await service.act(session, reference, body, key, author=author)


@router.post(f"{_ONE}/files", status_code=201, openapi_extra=FORM)
async def join_file(reference: str, request: Request, caller: CallerDep) -> FileRead:
    """Join a file, that a draft keeps or that an act will say; the same file twice is one."""
    own, author = await service.open_to_files(request.app.state.database, reference, caller)

    async def may_join(session: AsyncSession) -> None:
        await service.require_file_wanted(session, own.reference, author)

    actor = author.acting_on(own)
    file = await take_in(request, own.id, may_join, actor=actor)
    return file_read(file, files_at(own, actor))


@router.delete(f"{_ONE}/files/{{file_id}}", status_code=204)
async def take_file_back(
    reference: str, file_id: FileId, session: SessionDep, author: WritingAuthorDep
) -> None:
    """A file joined and not said yet; asking twice is as asking once."""
    own = await service.find_own(session, reference, author)
    await take_back(session, own.id, file_id, author.acting_on(own).owner)


@router.get(f"{_ONE}/files/{{file_id}}", response_class=FileResponse)
async def download(
    reference: str, file_id: FileId, session: ReadSessionDep, author: AuthorDep
) -> FileResponse:
    """A file that was said, or that the caller joined."""
    own = await service.find_own(session, reference, author)
    owner = author.acting_on(own).owner
    return as_download(await find_shown(session, own.id, file_id, owner))
