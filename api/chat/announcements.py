"""What other programs are told of the desk: owed in the transaction that makes it true.

Webhooks carry ids and facts, never what was said. Another desk is only told that a conversation
has moved: it reads the log then, so that nothing of it is copied here.
"""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.outgoing import post
from api.core.settings import get_settings

EVENTS = ("conversation.queued", "conversation.claimed", "conversation.closed")
WEBHOOK, DESK = "webhook", "desk"


async def announce(
    session: AsyncSession, event: str, conversation_id: str, **facts: str | int | None
) -> None:
    """Called in the transaction of the move. `event` is one of `EVENTS`.

    Facts: `episode` always; `reason`, `theme` (queued); `agent` a name (claimed, closed);
    `outcome` (closed). Those that are None are left out.
    """
    at = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    known = {name: value for name, value in facts.items() if value is not None}
    told = {"event": event, "at": at, "conversation_id": conversation_id, **known}
    for target in get_settings().webhooks:
        if target.wants(event):
            key = f"{event}:{uuid4()}"
            body = {"url": target.url, "told": {"id": key, **told}}
            await post(session, WEBHOOK, key, body)
    await tell_desk(session, conversation_id)


async def tell_desk(session: AsyncSession, conversation_id: str) -> None:
    """A conversation in human hands has moved: nothing to do when the desk is ours.

    To be called while the conversation is locked, so that its deliveries keep their order.
    """
    if not get_settings().desk_is_ours:
        body = {"conversation_id": conversation_id}
        lane = desk_lane(conversation_id)
        await post(session, DESK, f"{DESK}:{uuid4()}", body, lane=lane)


def desk_lane(conversation_id: str) -> str:
    """What is told of one conversation leaves in order."""
    return f"{DESK}:{conversation_id}"
