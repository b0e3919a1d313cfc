"""A file on its way in: read, checked, kept on the disk, then described by a row."""

import asyncio
from collections.abc import Awaitable, Callable

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import attachments
from api.chat.upload import received_file
from api.core.antivirus import require_clean
from api.core.db import Database
from api.core.settings import Settings
from api.models.chat_attachment import ChatAttachment

type Check = Callable[[AsyncSession], Awaitable[object]]


async def take_in(
    request: Request, conversation_id: str, may_join: Check | None = None
) -> ChatAttachment:
    """Join a file, once however often it is sent; no database session is held while it comes in.

    `may_join`, in the transaction that writes the row, raises if the caller may not (any more).

    Raises:
        AttachmentTooLargeError, AttachmentRefusedError: a file that is not accepted.
        InfectedFileError, AntivirusAwayError: see `require_clean`.
        ConversationNotFoundError: the conversation was erased meanwhile.
    """
    settings: Settings = request.app.state.settings
    database: Database = request.app.state.database
    folder = attachments.folder_of(settings.data_dir, conversation_id)
    async with received_file(request, settings.max_attachment) as file:
        name = attachments.accepted_name(file.filename)
        await require_clean(file.file)
        received = await asyncio.to_thread(attachments.store, file.file, name, folder)
    try:
        async with database.new_session.begin() as session:
            if may_join is not None:
                await may_join(session)
            kept = await attachments.save(session, conversation_id, received)
    except BaseException:
        (folder / received.id).unlink(missing_ok=True)
        raise
    if kept is not received:
        (folder / received.id).unlink(missing_ok=True)
    return kept
