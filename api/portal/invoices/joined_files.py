"""Files of the conversation that go with a completed invoice, under the rules of an upload."""

import asyncio
from pathlib import Path

from api.core.db import NewSession
from api.core.tokens import Caller
from api.models.chat_attachment import ChatAttachment
from api.portal.conversation_files import find_conversation_file, stored_at
from api.portal.errors import AttachmentNotFoundError
from api.portal.invoices import attachment_store
from api.portal.invoices.action_schemas import CompleteJson, CompleteRequest, SentFile
from api.portal.invoices.attachment_upload import HEAD, check_file


async def with_joined_files(
    wanted: CompleteRequest, new_session: NewSession, caller: Caller
) -> CompleteRequest:
    """The request with the files that it names, stored by now; any other as it is.

    Raises:
        AttachmentNotFoundError: unknown, gone, or of another conversation.
        AttachmentRefusedError, AttachmentTooLargeError: as for a file that is sent.
    """
    if not isinstance(wanted, CompleteJson):
        return wanted
    async with new_session.begin() as session:
        found = [
            await find_conversation_file(session, each, caller)
            for each in dict.fromkeys(wanted.attachment_ids)
        ]
    stored = [await asyncio.to_thread(_stored, each, stored_at(each)) for each in found]
    return CompleteRequest(comment=wanted.comment, attachments=stored)


def _stored(found: ChatAttachment, path: Path) -> SentFile:
    try:
        with path.open("rb") as file:
            check_file(found.name, found.size, file.read(HEAD))
            sha256 = attachment_store.keep(file)
    except FileNotFoundError as error:
        raise AttachmentNotFoundError from error
    return SentFile(name=found.name, size=found.size, sha256=sha256)
