"""`/desk/v1`: the queue, and the conversations in an agent's hands."""

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from api.chat import log
from api.chat.publication import conversation_topic
from api.chat.schemas import MAX_SEQ
from api.core.db import Database, ReadSessionDep, SessionDep
from api.core.live_streams import LiveStreams
from api.desk import service
from api.desk.auth import AgentDep, SignedIn, refuse_other_origins
from api.desk.board import read_board
from api.desk.schemas import (
    ClaimOut,
    CloseIn,
    EventsOut,
    MessageIn,
    MessageOut,
    QueueOut,
    TransferIn,
)
from api.desk.session_router import router as session_router
from api.desk.stream import DeskStream

_MAX_WAIT = 25.0
# A lost notification of the bus costs this many seconds at most.
_REREAD = 5.0

ConversationId = Annotated[str, Depends(service.canonical_id)]

_conversations = APIRouter(
    prefix="/desk/v1", tags=["desk"], dependencies=[Depends(refuse_other_origins)]
)


@_conversations.get("/queue")
async def read_queue(agent: AgentDep, session: ReadSessionDep) -> QueueOut:
    """Who waits, and the caller's own conversations."""
    return await read_board(session, agent.login)


@_conversations.post("/conversations/{conversation_id}/claim")
async def claim(conversation_id: ConversationId, agent: AgentDep, session: SessionDep) -> ClaimOut:
    """Take a waiting conversation; 409 `already_claimed` if a colleague has it."""
    last_seq = await service.claim(session, conversation_id, agent)
    return ClaimOut(id=conversation_id, last_seq=last_seq)


@_conversations.post("/conversations/{conversation_id}/messages", status_code=202)
async def post_message(
    conversation_id: ConversationId, body: MessageIn, agent: AgentDep, session: SessionDep
) -> MessageOut:
    """Answer the user."""
    return MessageOut(seq=await service.post_message(session, conversation_id, agent, body))


@_conversations.post("/conversations/{conversation_id}/close", status_code=204)
async def close(
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    body: CloseIn | None = None,
) -> None:
    """Give the user back to the assistant."""
    await service.close(session, conversation_id, agent, body.reason if body else None)


@_conversations.post("/conversations/{conversation_id}/transfer", status_code=204)
async def transfer(
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    body: TransferIn | None = None,
) -> None:
    """Put the conversation back in the queue, for a colleague."""
    await service.transfer(session, conversation_id, agent, body.note if body else None)


@_conversations.get("/conversations/{conversation_id}/events")
async def read_events(
    conversation_id: ConversationId,
    request: Request,
    agent: AgentDep,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    wait: Annotated[float, Query(ge=0, le=_MAX_WAIT)] = 0,
) -> EventsOut:
    """Events numbered above `after`; with `wait`, as soon as there are some, or after it (s)."""
    deadline = time.monotonic() + wait
    streams: LiveStreams = request.app.state.live_streams
    with streams.follow(request.app.state.bus, conversation_topic(conversation_id)) as news:
        while True:
            events = await _read(request.app.state.database, conversation_id, agent, after)
            left = deadline - time.monotonic()
            if events or left <= 0 or streams.stopping:
                last_seq = events[-1].seq if events else after
                return EventsOut(events=[event.public() for event in events], last_seq=last_seq)
            await news.wait(min(left, _REREAD))


@_conversations.get("/events")
async def stream(request: Request, agent: AgentDep) -> StreamingResponse:
    """`event: queue` and `event: conversation`, live (see `DeskStream`)."""
    frames = DeskStream(request.app, agent).frames()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(frames, media_type="text/event-stream", headers=headers)


async def _read(
    database: Database, conversation_id: str, agent: SignedIn, after: int
) -> list[log.Event]:
    """Rights are checked at each reading: the conversation may change hands meanwhile."""
    async with database.new_read_session.begin() as session:
        await service.check_readable(session, conversation_id, agent)
        return await log.read_after(session, conversation_id, after)


router = APIRouter()
router.include_router(session_router)
router.include_router(_conversations)
