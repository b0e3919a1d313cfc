"""Files joined to the conversation that a token was minted for: read by us, served to nobody."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.settings import get_settings
from api.core.tokens import Caller
from api.models.chat_attachment import ChatAttachment
from api.portal.errors import AttachmentNotFoundError


async def find_conversation_file(
    session: AsyncSession, attachment_id: str, caller: Caller
) -> ChatAttachment:
    """Raises AttachmentNotFoundError: unknown, or of another conversation."""
    conversation = caller.conversation_id
    # PostgreSQL takes no NUL: such a key is none of ours.
    if conversation is None or not attachment_id.isprintable():
        raise AttachmentNotFoundError
    statement = select(ChatAttachment).where(
        ChatAttachment.id == attachment_id, ChatAttachment.conversation_id == conversation
    )
    found = await session.scalar(statement)
    if found is None:
        raise AttachmentNotFoundError
    return found


def stored_at(found: ChatAttachment) -> Path:
    """Both parts are keys of our own rows, never what a caller typed. The file may be gone."""
    return get_settings().data_dir / "attachments" / found.conversation_id / found.id
