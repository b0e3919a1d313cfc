"""What a conversation is about when its user asks for an agent: the theme last answered."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.knowledge import open_knowledge
from api.core.settings import get_settings
from api.domain.chat_event import Sender
from api.models.chat_event import ChatEvent

# Beyond that, the user has long been speaking of something else.
_LOOKED_AT = 20


async def theme_of(session: AsyncSession, conversation_id: str) -> str | None:
    """The theme of the last knowledge entry shown; None when none was, or long ago."""
    entries = open_knowledge(get_settings().knowledge_bundle).entries
    if not entries:
        return None
    statement = (
        select(ChatEvent.body)
        .where(ChatEvent.conversation_id == conversation_id, ChatEvent.sender == Sender.BOT)
        .order_by(ChatEvent.seq.desc())
        .limit(_LOOKED_AT)
    )
    topics = [body.get("topic") for body in await session.scalars(statement)]
    return next((entries[topic].theme for topic in topics if topic in entries), None)
