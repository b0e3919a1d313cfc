"""`/chat/v1`: what the widget, and any outside tool, calls."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from api.chat import attachments, conversations, ending, erasure, messages, votes
from api.chat.access import ConversationDep
from api.chat.attachment_download import router as download_router
from api.chat.attachment_intake import take_in
from api.chat.schemas import (
    MAX_SEQ,
    AttachmentOut,
    ConversationIn,
    ConversationOut,
    EventsOut,
    IdentityIn,
    IdentityOut,
    MessageIn,
    MessageOut,
    VoteIn,
    VoteOut,
)
from api.chat.stream import Reader
from api.chat.transcript_router import router as transcript_router
from api.chat.typing_router import router as typing_router
from api.core.db import SessionDep

router = APIRouter(prefix="/chat/v1/conversations", tags=["chat"])
router.include_router(typing_router)
router.include_router(download_router)
router.include_router(transcript_router)

_NO_STORE = {"Cache-Control": "no-store"}
_STREAM_HEADERS = {**_NO_STORE, "X-Accel-Buffering": "no"}


@router.post("", status_code=201)
async def open_conversation(
    session: SessionDep, response: Response, body: ConversationIn | None = None
) -> ConversationOut:
    """Open a conversation; the token is shown this once."""
    opened = await conversations.open_conversation(session, body.identity if body else None)
    response.headers.update(_NO_STORE)
    return ConversationOut(id=opened.id, token=opened.token, expires_at=opened.expires_at)


@router.post("/{conversation_id}/identity")
async def log_in(
    conversation: ConversationDep, body: IdentityIn, session: SessionDep
) -> IdentityOut:
    """Say whose conversation it is."""
    login = await conversations.log_in(session, conversation, body.identity)
    return IdentityOut(id=conversation, login=login)


@router.post("/{conversation_id}/messages", status_code=202)
async def post_message(
    conversation: ConversationDep, body: MessageIn, session: SessionDep
) -> MessageOut:
    """Accept a message; answers come as events."""
    return MessageOut(seq=await messages.post_message(session, conversation, body))


@router.get("/{conversation_id}/events", response_model=EventsOut)
async def read_events(
    conversation: ConversationDep,
    request: Request,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    wait: Annotated[float, Query(ge=0, le=25)] = 0,
) -> Response:
    """Events after a number: streamed to who accepts `text/event-stream`, else in JSON."""
    reader = Reader(request.app, conversation)
    if "text/event-stream" in request.headers.get("accept", ""):
        seen = _last_event_id(request)
        events = reader.server_sent(after if seen is None else seen)
        return StreamingResponse(events, media_type="text/event-stream", headers=_STREAM_HEADERS)
    page = await reader.page(after, wait)
    body: dict[str, Any] = {
        "events": [event.public() for event in page.events],
        "last_seq": page.last_seq,
    }
    return JSONResponse(body, headers=_NO_STORE)


@router.post("/{conversation_id}/votes")
async def vote(conversation: ConversationDep, body: VoteIn, session: SessionDep) -> VoteOut:
    """Judge an answer; a second vote replaces the first."""
    await votes.vote(session, conversation, body.seq, body.value, body.comment)
    return VoteOut(seq=body.seq, value=body.value)


@router.post("/{conversation_id}/attachments", status_code=201)
async def attach(conversation: ConversationDep, request: Request) -> AttachmentOut:
    """Join a file, once however often it is sent."""
    kept = await take_in(request, conversation)
    return AttachmentOut(**attachments.public(kept))


@router.post("/{conversation_id}/end", status_code=204)
async def end(conversation: ConversationDep, session: SessionDep) -> None:
    """End it without erasing it; ended already, nothing is done."""
    await ending.end_conversation(session, conversation)


@router.delete("/{conversation_id}", status_code=204)
async def erase(conversation: ConversationDep, session: SessionDep) -> None:
    """Erase all that was said; afterwards the conversation is unknown."""
    await erasure.erase_conversation(session, conversation)


def _last_event_id(request: Request) -> int | None:
    """The number that a browser gives when it reconnects by itself; fresher than `after`."""
    given = request.headers.get("last-event-id", "")
    return min(int(given), MAX_SEQ) if re.fullmatch(r"[0-9]{1,10}", given) else None
