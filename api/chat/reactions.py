"""What a message of the user leads to: an answer owed by the bot, or something of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import agent_offer, drafts, log, satisfaction, speaker, turn_repository, votes
from api.chat.agent_hours import agent_hours
from api.chat.filing_instead import file_instead
from api.chat.handover import call_agent
from api.domain.agent_wish import is_sollicitation_wish
from api.domain.choice_action import ChoiceAction
from api.domain.speaker import Speaker

_QUEUE_ACTIONS = frozenset(
    {ChoiceAction.CALL_AGENT, ChoiceAction.LEAVE_QUEUE, ChoiceAction.FILE_INSTEAD}
)


@dataclass(frozen=True, slots=True)
class Said:
    """`shown` goes to the log, `payload` to the bot; `leaves` only counts for one who waits."""

    shown: str
    action: ChoiceAction
    payload: str = ""
    leaves: bool = False
    files: Sequence[dict[str, Any]] = ()

    @property
    def may_move_queue(self) -> bool:
        if self.action is ChoiceAction.EXPLAIN_VOTE:
            return votes.asks_for_agent(self.payload)
        return self.leaves or self.files_instead or self.action in _QUEUE_ACTIONS

    @property
    def files_instead(self) -> bool:
        """In words as by a click, since a click may be out of use; counts for one who waits."""
        typed = self.action is ChoiceAction.SAY and is_sollicitation_wish(self.shown)
        return typed or self.action is ChoiceAction.FILE_INSTEAD


@dataclass(frozen=True, slots=True)
class Turn:
    """The user's event, and who spoke when it came."""

    conversation_id: str
    seq: int
    speaker: Speaker


async def react(session: AsyncSession, turn: Turn, said: Said) -> None:
    """The bot is asked only when it speaks; what we answer ourselves ends its turn at once.

    Raises:
        UnknownChoiceError: the question that offered the choice was withdrawn.
    """
    if said.action is ChoiceAction.EXPLAIN_VOTE:
        over = await _explain(session, turn, said)
    elif said.action is ChoiceAction.RATE_EXCHANGE:
        over = await _rate(session, turn, said)
    elif turn.speaker is Speaker.AGENT:
        over = False
    elif turn.speaker is Speaker.QUEUED:
        over = await _while_waiting(session, turn, said)
    else:
        over = await _with_assistant(session, turn, said)
    if over:
        await log.append(session, turn.conversation_id, [drafts.turn_end(turn.seq)])


async def _while_waiting(session: AsyncSession, turn: Turn, said: Said) -> bool:
    """True if all is said; what is merely written waits for the agent."""
    if said.action is ChoiceAction.CALL_AGENT:
        await call_agent(session, turn.conversation_id, "user_wish")
        return True
    if said.files_instead:
        await file_instead(session, turn.conversation_id, turn.seq)
        return False
    if said.leaves:
        await _leave(session, turn.conversation_id)
    return said.leaves


async def _with_assistant(session: AsyncSession, turn: Turn, said: Said) -> bool:
    """True if all is said, False where the bot owes the answer."""
    match said.action:
        case ChoiceAction.CALL_AGENT:
            await call_agent(session, turn.conversation_id, "user_wish")
        case ChoiceAction.LEAVE_QUEUE:
            gone = drafts.bot_message("Vous n’êtes plus dans la file d’attente.")
            await log.append(session, turn.conversation_id, [gone])
        case ChoiceAction.DECLINE_AGENT:
            await agent_offer.note_declined(session, turn.conversation_id, said.payload)
        case ChoiceAction.FILE_INSTEAD:
            await file_instead(session, turn.conversation_id, turn.seq)
            return False
        case _:
            turn_repository.owe(session, turn.conversation_id, turn.seq, said.payload)
            return False
    return True


async def _explain(session: AsyncSession, turn: Turn, said: Said) -> bool:
    """Keep why an answer did not help; while a human is on, nothing more is said."""
    reason = await votes.explain(session, turn.conversation_id, said.payload)
    if turn.speaker is not Speaker.BOT:
        return False
    said_back = await votes.thanks(session, turn.conversation_id, said.payload, reason)
    if said_back is None:
        await call_agent(session, turn.conversation_id, "user_wish")
    else:
        await log.append(session, turn.conversation_id, [said_back])
    return True


async def _rate(session: AsyncSession, turn: Turn, said: Said) -> bool:
    """Keep the grade of an exchange; while a human is on, nothing more is said."""
    grade = await satisfaction.rate(session, turn.conversation_id, said.payload)
    if turn.speaker is not Speaker.BOT:
        return False
    thanks = await satisfaction.thanks(session, grade)
    await log.append(session, turn.conversation_id, [thanks])
    return True


async def _leave(session: AsyncSession, conversation_id: str) -> None:
    await speaker.leave_queue(session, conversation_id)
    text = "Vous avez quitté la file d’attente. Je suis de nouveau là : que puis-je pour vous ?"
    offered = drafts.way_out((await agent_hours(session)).reachable)
    await log.append(session, conversation_id, [drafts.bot_message(text, [offered])])
