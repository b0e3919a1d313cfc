"""The conversation of which a sollicitation comes, joined on its author's consent, masked."""

import io

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.settings import get_settings
from api.domain.chat_event import EventType, Sender
from api.domain.masking import mask
from api.domain.opening_hours import french_day
from api.models.chat_event import ChatEvent
from api.models.conversation import Conversation
from api.models.sollicitation import Sollicitation, SollicitationFile
from api.portal.sollicitations.acting import Actor
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.errors import ConversationNotFoundError
from api.portal.sollicitations.files import keep_bytes

_SAID = frozenset({EventType.MESSAGE, EventType.CARD})


async def keep_transcript(
    session: AsyncSession, filed: Sollicitation, author: Author, actor: Actor
) -> SollicitationFile:
    """A text file of what was said until now, not said yet itself.

    Raises:
        ConversationNotFoundError: unknown, or not the author's.
    """
    conversation_id = filed.conversation_id
    if conversation_id is None or not await _is_theirs(session, conversation_id, author):
        raise ConversationNotFoundError
    text = mask(await _written(session, conversation_id)).encode()
    content = io.BytesIO(text[-get_settings().max_attachment :])
    name = f"conversation-{clock.local(clock.now()):%Y-%m-%d-%Hh%M}.txt"
    return await keep_bytes(session, filed.id, name, content, actor=actor, examined=True)


async def _is_theirs(session: AsyncSession, conversation_id: str, author: Author) -> bool:
    if author.reader is None and conversation_id != author.conversation_id:
        return False
    found = await session.get(Conversation, conversation_id)
    return found is not None and (author.reader is None or found.login == author.reader.login)


async def _written(session: AsyncSession, conversation_id: str) -> str:
    statement = (
        select(ChatEvent)
        .where(ChatEvent.conversation_id == conversation_id, ChatEvent.type.in_(_SAID))
        .order_by(ChatEvent.seq)
    )
    events = await session.scalars(statement)
    blocks = [_block(event) for event in events if event.body.get("text")]
    local = clock.local(clock.now())
    head = f"Conversation jointe avec l’accord de l’usager, le {french_day(local)} {local.year}."
    note = "Les numéros bancaires et de sécurité sociale reconnus y sont masqués."
    return "\n\n".join([f"{head}\n{note}", *blocks]) + "\n"


def _block(event: ChatEvent) -> str:
    local = clock.local(event.at)
    return f"[{local:%d/%m/%Y %H:%M}] {_name(event)} :\n{event.body['text']}"


def _name(event: ChatEvent) -> str:
    if event.sender is Sender.USER:
        return "Usager"
    if event.sender is Sender.AGENT:
        return "Agent"  # it may leave to another program, and no name with it
    if event.sender is Sender.BOT:
        author = event.body.get("author") or get_settings().assistant_name
        return f"{author} (assistante automatique)"
    return "Service"
