"""A conversation that its user ends: nothing more is said in it, and it is kept to be read."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import (
    conversation_repository,
    drafts,
    log,
    queue_repository,
    speaker,
    turn_repository,
)
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker

_IN_HUMAN_HANDS = (Speaker.QUEUED, Speaker.AGENT)


async def end_conversation(session: AsyncSession, conversation_id: str) -> None:
    """Once: the log says so, answers still owed are cancelled, a hand-over is over.

    Raises:
        ConversationNotFoundError: unknown, or erased meanwhile.
    """
    await speaker.lock_queue(session)
    held = await conversation_repository.hold(session, conversation_id)
    if held.speaker is Speaker.CLOSED:
        return
    agent = await queue_repository.agent_of(session, conversation_id)
    cancelled = await turn_repository.cancel_due(session, conversation_id)
    values = {**queue_repository.WITH_ASSISTANT, "speaker": Speaker.CLOSED}
    await queue_repository.set_values(session, conversation_id, values)
    ended = [*map(drafts.turn_end, cancelled), drafts.state(Speaker.CLOSED)]
    await log.append(session, conversation_id, ended)
    if held.speaker in _IN_HUMAN_HANDS:
        name = agent[1] if agent else None
        await speaker.close_episode(session, conversation_id, CloseOutcome.USER_LEFT, name)
    await speaker.tell_positions(session)
