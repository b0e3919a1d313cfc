"""Private notes on a conversation: for colleagues, never for the user."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.publication import QUEUE_TOPIC, publish_after_commit
from api.core import clock
from api.desk.access.auth import SignedIn
from api.desk.case.access import held_for_colleagues
from api.desk.case.errors import EmptyNoteError
from api.desk.errors import ClientIdReusedError
from api.domain.typed_text import cleaned
from api.models.desk_note import DeskNote


class NoteIn(BaseModel):
    """The same `client_id` again writes nothing."""

    client_id: UUID
    text: Annotated[str, Field(max_length=2000)]


async def add_note(
    session: AsyncSession, conversation_id: str, agent: SignedIn, note: NoteIn
) -> DeskNote:
    """Write a note once; boards that show the last one are told.

    Raises:
        ConversationNotFoundError: neither in this agent's hands, nor in his supervision.
        EmptyNoteError: nothing visible.
        ClientIdReusedError: the id is that of a colleague's note.
    """
    text = cleaned(note.text)
    if not text:
        raise EmptyNoteError
    head = await held_for_colleagues(session, conversation_id, agent)
    client_id = str(note.client_id)
    known = await _find(session, head.id, client_id)
    if known is not None:
        if known.author_login != agent.login:
            raise ClientIdReusedError
        return known
    return await write(session, head.id, agent, text, client_id)


async def write(
    session: AsyncSession,
    conversation_id: str,
    agent: SignedIn,
    text: str,
    client_id: str | None = None,
) -> DeskNote:
    """Without asking whether he may: he may, or had the conversation until this transaction."""
    written = DeskNote(
        conversation_id=conversation_id,
        author=agent.name,
        author_login=agent.login,
        at=clock.now(),
        text=text,
        client_id=client_id,
    )
    session.add(written)
    await session.flush()
    publish_after_commit(session, QUEUE_TOPIC)
    return written


async def _find(session: AsyncSession, conversation_id: str, client_id: str) -> DeskNote | None:
    statement = select(DeskNote).where(
        DeskNote.conversation_id == conversation_id, DeskNote.client_id == client_id
    )
    return await session.scalar(statement)
