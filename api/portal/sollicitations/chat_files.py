"""Files of the conversation, copied to go with the sollicitation that is filed from it.

The antivirus has examined them when they were joined to the conversation. What is wrong with one
is told when it is to be joined, not before: a filing that was done already is given back even
once the conversation is erased.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import Database
from api.core.errors import ChoraleError
from api.core.tokens import Caller
from api.models.chat_attachment import ChatAttachment
from api.models.sollicitation import SollicitationFile
from api.portal.conversation_files import find_conversation_file, stored_at
from api.portal.errors import AttachmentNotFoundError
from api.portal.sollicitations import pending_files
from api.portal.sollicitations.errors import ChatFileNotFoundError, ChatFileRefusedError
from api.portal.sollicitations.file_store import StoredFile, store


@dataclass(frozen=True, slots=True)
class ChatFile:
    """`attachment` is its id in the conversation; its copy, or why there is none."""

    attachment: str
    copy: StoredFile | ChoraleError


async def copied(database: Database, attachments: Sequence[str], caller: Caller) -> list[ChatFile]:
    """Their bytes are on the disk; no database session is held meanwhile."""
    return [ChatFile(each, await _copy(database, each, caller)) for each in attachments]


async def join_to(
    session: AsyncSession, sollicitation_id: int, file: ChatFile, owner: str
) -> SollicitationFile:
    """Not said yet.

    Raises:
        ChatFileNotFoundError: unknown, gone, or of another conversation than the caller's.
        ChatFileRefusedError: over what a sollicitation accepts, or may carry.
    """
    if isinstance(file.copy, ChoraleError):
        raise file.copy
    try:
        return await pending_files.add(session, sollicitation_id, file.copy, owner)
    except ChoraleError as error:
        raise ChatFileRefusedError(file.attachment, str(error)) from error


async def _copy(
    database: Database, attachment: str, caller: Caller
) -> StoredFile | ChatFileNotFoundError | ChatFileRefusedError:
    try:
        async with database.new_read_session.begin() as session:
            found = await find_conversation_file(session, attachment, caller)
        return await _stored(found)
    except (AttachmentNotFoundError, FileNotFoundError):
        return ChatFileNotFoundError(attachment)
    except ChoraleError as error:
        return ChatFileRefusedError(attachment, str(error))


async def _stored(found: ChatAttachment) -> StoredFile:
    content = await asyncio.to_thread(stored_at(found).open, "rb")
    with content:
        return await store(found.name, content, examined=True)
