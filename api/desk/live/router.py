"""`/desk/v1`: what an agent is told as it happens, streamed or by long polls, as his page can."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.errors import ConversationNotFoundError
from api.chat.schemas import MAX_SEQ
from api.chat.stream import Reader
from api.desk.access.auth import AgentDep, SignedIn
from api.desk.access.sessions import stands
from api.desk.case.access import ConversationId, readable
from api.desk.live.poll import DeskPoll
from api.desk.live.stream import DeskStream
from api.desk.schemas import EventsOut, NewsOut
from api.domain.chat_event import Sender

_MAX_WAIT = 25.0
_MAX_CURSOR = 64
_NO_STORE = {"Cache-Control": "no-store"}
# nginx would hold the stream back.
_STREAM_HEADERS = {**_NO_STORE, "X-Accel-Buffering": "no"}

type Wait = Annotated[float, Query(ge=0, le=_MAX_WAIT)]

router = APIRouter(prefix="/desk/v1", tags=["desk"])


@router.get("/events", response_model=NewsOut)
async def stream(
    request: Request,
    agent: AgentDep,
    after: Annotated[str, Query(max_length=_MAX_CURSOR)] = "",
    wait: Wait = 0,
) -> Response:
    """Streamed (see `DeskStream`), or in JSON to who accepts that alone (see `DeskPoll`)."""
    accepted = request.headers.get("accept", "")
    if "application/json" in accepted and "text/event-stream" not in accepted:
        news = await DeskPoll(request.app, agent).news(after, wait)
        return JSONResponse(news.model_dump(mode="json"), headers=_NO_STORE)
    frames = DeskStream(request.app, agent).frames()
    return StreamingResponse(frames, media_type="text/event-stream", headers=_STREAM_HEADERS)


@router.get("/conversations/{conversation_id}/events", response_model=EventsOut)
async def read_events(
    conversation_id: ConversationId,
    request: Request,
    agent: AgentDep,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    wait: Wait = 0,
) -> Response:
    """Events numbered above `after`: streamed to who accepts `text/event-stream`, else in JSON."""
    rights = Rights(conversation_id, agent)
    reader = Reader(request.app, conversation_id, rights.check, Sender.USER)
    if "text/event-stream" in request.headers.get("accept", ""):
        await reader.check()
        events = reader.server_sent(after)
        return StreamingResponse(events, media_type="text/event-stream", headers=_STREAM_HEADERS)
    page = await reader.page(after, wait)
    body: dict[str, Any] = {
        "events": [event.public() for event in page.events],
        "last_seq": page.last_seq,
    }
    return JSONResponse(body, headers=_NO_STORE)


class Rights:
    """Looked at for each reading: the conversation may change hands, and the session end."""

    def __init__(self, conversation_id: str, agent: SignedIn) -> None:
        self._id = conversation_id
        self._agent = agent
        self._checked = False

    async def check(self, session: AsyncSession) -> None:
        await readable(session, self._id, self._agent)
        # The request itself has just been let in.
        if self._checked and not await stands(session, self._agent.token_hash):
            raise ConversationNotFoundError
        self._checked = True
