"""`POST …/typing`: the user is writing."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.chat.access import ConversationDep
from api.chat.queue_repository import speaker_of
from api.chat.typing_note import tell_typing
from api.chat.typing_pace import TypingPace
from api.core.db import ReadSessionDep
from api.domain.chat_event import Sender
from api.domain.speaker import Speaker

router = APIRouter()
_pace = TypingPace()


class TypingIn(BaseModel):
    """`typing` False: he stopped, or emptied what he was writing."""

    typing: bool = True


@router.post("/{conversation_id}/typing", status_code=202)
async def tell(
    conversation: ConversationDep,
    request: Request,
    session: ReadSessionDep,
    body: TypingIn | None = None,
) -> None:
    """Tell the agent, if one may be there to read it; nothing is stored, and it may be lost."""
    typing = body.typing if body else True
    if not _pace.lets(conversation, typing=typing):
        return
    if await speaker_of(session, conversation) not in (Speaker.QUEUED, Speaker.AGENT):
        return
    await tell_typing(request.app.state.bus, conversation, Sender.USER, typing=typing)
