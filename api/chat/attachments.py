"""Files joined to a conversation: checked, stored beside the database, described by a row."""

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository
from api.chat.errors import (
    AttachmentNotFoundError,
    AttachmentRefusedError,
    TooManyAttachmentsError,
)
from api.core import clock
from api.domain.attachment_type import MAX_NAME, MEDIA_TYPES, content_fits, extension_of
from api.domain.file_name import own_name
from api.models.chat_attachment import ChatAttachment

_HEAD = 1024
# Ours: many times what anybody joins, and a bound on what one token can fill a disk with.
MOST_FILES = 50
MOST_BYTES = 200_000_000


def folder_of(data_dir: Path, conversation_id: str) -> Path:
    """Where the files of a conversation lie, each under its id."""
    return data_dir / "attachments" / conversation_id


def accepted_name(name: str | None) -> str:
    """The file's own name, without folders.

    Raises:
        AttachmentRefusedError: too long, or an extension that Chorus Pro refuses.
    """
    own = own_name(name)
    if len(own) > MAX_NAME:
        raise AttachmentRefusedError(
            f"Le nom du fichier dépasse {MAX_NAME} caractères, extension comprise."
        )
    if extension_of(own) is None:
        raise AttachmentRefusedError(
            "Ce type de fichier n’est pas accepté : choisissez par exemple un PDF, une image, "
            "un XML ou un ZIP."
        )
    return own


def store(source: IO[bytes], name: str, folder: Path) -> ChatAttachment:
    """Copy a file into `folder` (blocking: call it in a thread); the row is not yet saved.

    Raises:
        AttachmentRefusedError: empty, or contents that are not what the extension says.
    """
    extension = extension_of(name) or ""
    head = source.read(_HEAD)
    if not head:
        raise AttachmentRefusedError("Le fichier est vide.")
    if not content_fits(extension, head):
        raise AttachmentRefusedError(
            f"Le contenu du fichier ne correspond pas à son extension « .{extension} »."
        )
    source.seek(0)
    attachment = ChatAttachment(id=str(uuid4()), name=name, media_type=MEDIA_TYPES[extension])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / attachment.id).open("wb") as target:
        shutil.copyfileobj(source, target)
        attachment.size = target.tell()
    with (folder / attachment.id).open("rb") as stored:
        attachment.sha256 = hashlib.file_digest(stored, "sha256").hexdigest()
    return attachment


async def save(
    session: AsyncSession, conversation_id: str, attachment: ChatAttachment
) -> ChatAttachment:
    """Store the row, or give back that of the same file sent before under the same name.

    Raises:
        ConversationNotFoundError: the conversation was erased while the file came in.
        TooManyAttachmentsError: it would pass `MOST_FILES` or `MOST_BYTES` in this conversation.
    """
    await conversation_repository.hold(session, conversation_id)
    same = select(ChatAttachment).where(
        ChatAttachment.conversation_id == conversation_id,
        ChatAttachment.sha256 == attachment.sha256,
        ChatAttachment.name == attachment.name,
    )
    if (kept := await session.scalar(same.limit(1))) is not None:
        return kept
    await _require_room(session, conversation_id, attachment.size)
    attachment.conversation_id = conversation_id
    attachment.at = clock.now()
    session.add(attachment)
    await session.flush()
    return attachment


async def _require_room(session: AsyncSession, conversation_id: str, size: int) -> None:
    held = select(func.count(), func.coalesce(func.sum(ChatAttachment.size), 0)).where(
        ChatAttachment.conversation_id == conversation_id
    )
    files, total = (await session.execute(held)).one()
    if files >= MOST_FILES or total + size > MOST_BYTES:
        raise TooManyAttachmentsError


async def find(
    session: AsyncSession, conversation_id: str, ids: Sequence[UUID]
) -> list[ChatAttachment]:
    """The files joined to this conversation, in the order of `ids`.

    Raises:
        AttachmentNotFoundError: one of them is not, here.
    """
    found: list[ChatAttachment] = []
    for wanted in dict.fromkeys(ids):
        attachment = await session.get(ChatAttachment, str(wanted))
        if attachment is None or attachment.conversation_id != conversation_id:
            raise AttachmentNotFoundError
        found.append(attachment)
    return found


def public(attachment: ChatAttachment) -> dict[str, Any]:
    """As events and the upload show it."""
    return {
        "id": attachment.id,
        "name": attachment.name,
        "size": attachment.size,
        "media_type": attachment.media_type,
    }


def told(files: Sequence[dict[str, Any]]) -> str:
    """The words of a message that came with files alone, as `public` shows them."""
    label = "Fichier joint" if len(files) == 1 else "Fichiers joints"
    return f"{label} : {', '.join(file['name'] for file in files)}"
