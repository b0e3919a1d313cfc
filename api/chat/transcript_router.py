"""`…/transcript` and `…/transcript-mails`: a conversation to keep."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.chat import log, transcript_mail
from api.chat.access import ConversationDep
from api.chat.errors import ConversationNotFoundError
from api.chat.transcript import file_name, transcript
from api.core.db import ReadSessionDep, SessionDep

router = APIRouter()


class TranscriptMailIn(BaseModel):
    """`client_id` makes the post repeatable."""

    client_id: UUID
    email: Annotated[str, Field(max_length=1000)]


@router.get("/{conversation_id}/transcript")
async def download_transcript(conversation: ConversationDep, session: ReadSessionDep) -> Response:
    """What was said, in plain text."""
    events = await log.read_after(session, conversation, 0)
    if not events:
        raise ConversationNotFoundError
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{file_name(events[-1].at)}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(transcript(events), media_type="text/plain; charset=utf-8", headers=headers)


@router.post("/{conversation_id}/transcript-mails", status_code=202)
async def mail_transcript(
    conversation: ConversationDep, body: TranscriptMailIn, session: SessionDep
) -> None:
    """The same, by mail: it leaves soon, and is tried again if need be."""
    await transcript_mail.ask(session, conversation, str(body.client_id), body.email)
