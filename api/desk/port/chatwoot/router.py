"""`POST /desk/v1/chatwoot/webhook`: the address to give to the agent bot, in Chatwoot."""

from uuid import uuid4

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.announcements import DESK, desk_lane
from api.core.db import SessionDep
from api.core.errors import NotFoundError, TooLargeError
from api.core.outgoing import post
from api.core.settings import Settings
from api.desk.port import relay_repository
from api.desk.port.chatwoot import webhook
from api.desk.port.chatwoot.webhook import Moved

_MAX_BODY = 1_000_000  # bytes

router = APIRouter(prefix="/desk/v1/chatwoot", tags=["desk"])


@router.post("/webhook", status_code=204)
async def receive(request: Request, session: SessionDep) -> None:
    """Acknowledge once what there is to do is written; unknown while Chatwoot is not the desk."""
    settings: Settings = request.app.state.settings
    if settings.desk != "chatwoot" or settings.chatwoot_account is None:
        raise NotFoundError
    body = await _body(request)
    timestamp = request.headers.get("x-chatwoot-timestamp", "")
    signature = request.headers.get("x-chatwoot-signature", "")
    webhook.verify(settings.chatwoot_webhook_secret, timestamp, signature, body)
    moved = webhook.read(body, settings.chatwoot_account)
    if moved is not None:
        await _owe_update(session, moved)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MAX_BODY:
            raise TooLargeError("Le corps de cet appel est trop long.")
    return body


async def _owe_update(session: AsyncSession, moved: Moved) -> None:
    conversation_id = await relay_repository.by_thread(session, moved.thread)
    if conversation_id is None:
        return
    key = f"{DESK}:{moved.thread}:{moved.key or uuid4()}"
    body = {"conversation_id": conversation_id}
    await post(session, DESK, key, body, lane=desk_lane(conversation_id))
