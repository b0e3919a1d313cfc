"""Giving a joined file back: saved by the browser, and never shown by it as a page of ours."""

import asyncio
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.access import ConversationDep
from api.chat.attachments import folder_of
from api.chat.errors import FileNotFoundHereError
from api.core import downloads
from api.core.db import Database
from api.core.settings import Settings
from api.models.chat_attachment import ChatAttachment

router = APIRouter()


@router.get("/{conversation_id}/attachments/{attachment_id}", response_class=FileResponse)
async def download(
    conversation: ConversationDep, attachment_id: str, request: Request
) -> FileResponse:
    """A file of this conversation, whoever sent it."""
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        found = await find_file(session, conversation, attachment_id)
    return await as_download(found, request.app.state.settings)


async def find_file(
    session: AsyncSession, conversation_id: str, attachment_id: str
) -> ChatAttachment:
    """Raises FileNotFoundHereError: unknown, or joined to another conversation."""
    try:
        key = str(UUID(attachment_id))
    except ValueError as error:
        raise FileNotFoundHereError from error
    found = await session.get(ChatAttachment, key)
    if found is None or found.conversation_id != conversation_id:
        raise FileNotFoundHereError
    return found


async def as_download(file: ChatAttachment, settings: Settings) -> FileResponse:
    """The answer that streams it from the disk; no database session is held meanwhile.

    Raises:
        FileNotFoundHereError: the row is there, the bytes are not (any more).
    """
    # Both parts of the path are keys of our own rows.
    path: Path = folder_of(settings.data_dir, file.conversation_id) / file.id
    if not await asyncio.to_thread(path.is_file):
        raise FileNotFoundHereError
    return downloads.download(path, file.name, file.media_type)
