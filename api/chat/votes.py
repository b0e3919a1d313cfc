"""The user's opinion on an answer."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import conversation_repository, log
from api.chat.errors import AnswerNotFoundError
from api.core import clock
from api.domain.chat_event import ANSWER_SENDERS, ANSWER_TYPES
from api.domain.plain_text import storable
from api.models.chat_vote import ChatVote


async def vote(
    session: AsyncSession, conversation_id: str, seq: int, value: int, comment: str | None
) -> None:
    """Store one vote per answer; a second one replaces the first, comment included.

    Raises:
        AnswerNotFoundError: no answer of the assistant or of an agent has this number.
    """
    await conversation_repository.hold(session, conversation_id)
    event = await log.find(session, conversation_id, seq)
    if event is None or event.type not in ANSWER_TYPES or event.sender not in ANSWER_SENDERS:
        raise AnswerNotFoundError
    row = await session.get(ChatVote, (conversation_id, seq))
    if row is None:
        row = ChatVote(conversation_id=conversation_id, seq=seq)
        session.add(row)
    row.value, row.at = value, clock.now()
    row.comment = storable(comment) or None if comment else None
