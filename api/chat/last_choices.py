"""A choice that is typed rather than clicked: « non merci », « oui », « en partie »."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log
from api.chat.log import ChoiceDraft
from api.domain.chat_event import EventType
from api.domain.choice_action import ChoiceAction
from api.domain.plain_text import words
from api.models.chat_event import ChatEvent

# The others are the bot's, or ours in any words: typed, they need no question before them.
_TYPED = frozenset({ChoiceAction.DECLINE_AGENT, ChoiceAction.RATE_EXCHANGE})
_LONGEST = 20  # characters; no label of these is longer
_NO = ("non",)


async def typed_choice(
    session: AsyncSession, conversation_id: str, text: str
) -> ChoiceDraft | None:
    """The choice of the last message that these words name; None if they name none."""
    said = words(text) if len(text) <= _LONGEST else ()
    if not said:
        return None
    for offered in await _last_offered(session, conversation_id):
        choice = await log.find_choice(session, conversation_id, offered["id"])
        if choice and choice.action in _TYPED and said in _forms(choice):
            return choice
    return None


def _forms(choice: ChoiceDraft) -> tuple[tuple[str, ...], ...]:
    exact = words(choice.label)
    return (exact, _NO) if choice.action is ChoiceAction.DECLINE_AGENT else (exact,)


async def _last_offered(session: AsyncSession, conversation_id: str) -> list[dict[str, str]]:
    statement = (
        select(ChatEvent.body)
        .where(
            ChatEvent.conversation_id == conversation_id,
            ChatEvent.type.in_((EventType.MESSAGE, EventType.CARD)),
        )
        .order_by(ChatEvent.seq.desc())
        .limit(1)
    )
    body = await session.scalar(statement)
    return (body or {}).get("choices", [])
