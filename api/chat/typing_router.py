"""`POST …/typing`: the user is writing."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.chat.access import ConversationDep
from api.chat.typing_note import tell_typing
from api.domain.chat_event import Sender

router = APIRouter()


class TypingIn(BaseModel):
    """`typing` False: he stopped, or emptied what he was writing."""

    typing: bool = True


@router.post("/{conversation_id}/typing", status_code=202)
async def tell(
    conversation: ConversationDep, request: Request, body: TypingIn | None = None
) -> None:
    """Tell the agent; nothing is stored, and it may be lost."""
    typing = body.typing if body else True
    await tell_typing(request.app.state.bus, conversation, Sender.USER, typing=typing)
