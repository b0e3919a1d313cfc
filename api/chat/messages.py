"""A message of the user: written once, and what it leads to decided in the same transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import (
    attachments,
    conversation_repository,
    drafts,
    log,
    speaker,
    turn_repository,
    votes,
)
from api.chat.errors import (
    ConversationClosedError,
    EmptyMessageError,
    MessageTooLongError,
    TextOrChoiceError,
    UnknownChoiceError,
)
from api.chat.handover import call_agent
from api.chat.schemas import MessageIn
from api.core.settings import get_settings
from api.domain.agent_wish import is_agent_wish, is_queue_leave
from api.domain.choice_action import ChoiceAction
from api.domain.speaker import Speaker
from api.domain.typed_text import cleaned, for_bot

_CHECK = "/check_invoice"
_CHOICE_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_QUEUE_ACTIONS = frozenset({ChoiceAction.CALL_AGENT, ChoiceAction.LEAVE_QUEUE})


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
        return self.leaves or self.action in _QUEUE_ACTIONS


async def post_message(session: AsyncSession, conversation_id: str, message: MessageIn) -> int:
    """Write the message and what is owed for it; the same `client_id` again writes nothing.

    Returns the seq of the user's event.

    Raises:
        InvalidRequestError: empty text, unknown choice, both or neither.
        MessageTooLongError: over `max_text` characters.
        ConversationClosedError: nobody would answer.
        UnknownChoiceError: the question that offered the choice was withdrawn.
    """
    said = await _read(session, conversation_id, message)
    if said.may_move_queue:
        await speaker.lock_queue(session)
    held = await conversation_repository.hold(session, conversation_id)
    client_id = str(message.client_id)
    known = await log.find_by_client_id(session, conversation_id, client_id)
    if known is not None:
        return known.seq
    if held.speaker is Speaker.CLOSED:
        raise ConversationClosedError
    draft = drafts.user_message(said.shown, client_id, said.files)
    [event] = await log.append(session, conversation_id, [draft])
    react = _explain if said.action is ChoiceAction.EXPLAIN_VOTE else _react
    await react(session, conversation_id, event.seq, said, held.speaker)
    return event.seq


async def _read(session: AsyncSession, conversation_id: str, message: MessageIn) -> Said:
    if message.attachments and message.choice is None:
        return await _with_files(session, conversation_id, message)
    if (message.text is None) == (message.choice is None) or message.attachments:
        raise TextOrChoiceError
    if message.text is not None:
        return _typed(message.text)
    choice_id = message.choice or ""
    if not _CHOICE_ID.fullmatch(choice_id):
        raise UnknownChoiceError
    choice = await log.find_choice(session, conversation_id, choice_id)
    if choice is None:
        raise UnknownChoiceError
    leaves = choice.action is ChoiceAction.LEAVE_QUEUE
    return Said(choice.label, choice.action, choice.payload, leaves)


async def _with_files(session: AsyncSession, conversation_id: str, message: MessageIn) -> Said:
    """Files without a word are an invoice to check: nothing else is done with a file here."""
    joined = await attachments.find(session, conversation_id, message.attachments)
    files = [attachments.public(attachment) for attachment in joined]
    if message.text is not None and cleaned(message.text):
        return replace(_typed(message.text), files=files)
    label = "Fichier joint" if len(files) == 1 else "Fichiers joints"
    shown = f"{label} : {', '.join(file['name'] for file in files)}"
    return Said(shown, ChoiceAction.RASA, _CHECK, files=files)


def _typed(text: str) -> Said:
    limit = get_settings().max_text
    if len(text) > limit:
        raise MessageTooLongError(limit)
    shown = cleaned(text)
    if not shown:
        raise EmptyMessageError
    if is_agent_wish(shown):
        return Said(shown, ChoiceAction.CALL_AGENT)
    return Said(shown, ChoiceAction.SAY, for_bot(shown), is_queue_leave(shown))


async def _react(
    session: AsyncSession, conversation_id: str, seq: int, said: Said, current: Speaker
) -> None:
    """The bot is asked only when it speaks; what we answer ourselves ends its turn at once."""
    if current is Speaker.AGENT:
        return
    if said.action is ChoiceAction.CALL_AGENT:
        await call_agent(session, conversation_id, "user_wish")
    elif current is Speaker.QUEUED:
        if not said.leaves:
            return
        await _leave(session, conversation_id)
    elif said.action is ChoiceAction.LEAVE_QUEUE:
        gone = drafts.bot_message("Vous n’êtes plus dans la file d’attente.")
        await log.append(session, conversation_id, [gone])
    else:
        turn_repository.owe(session, conversation_id, seq, said.payload)
        return
    await log.append(session, conversation_id, [drafts.turn_end(seq)])


async def _explain(
    session: AsyncSession, conversation_id: str, seq: int, said: Said, current: Speaker
) -> None:
    """Keep why an answer did not help; while a human is on, nothing more is said."""
    reason = await votes.explain(session, conversation_id, said.payload)
    if current is not Speaker.BOT:
        return
    if (said_back := votes.thanks(reason)) is None:
        await call_agent(session, conversation_id, "user_wish")
    else:
        await log.append(session, conversation_id, [said_back])
    await log.append(session, conversation_id, [drafts.turn_end(seq)])


async def _leave(session: AsyncSession, conversation_id: str) -> None:
    await speaker.leave_queue(session, conversation_id)
    text = "Vous avez quitté la file d’attente. Je suis de nouveau là : que puis-je pour vous ?"
    await log.append(session, conversation_id, [drafts.bot_message(text, [drafts.CALL_AGENT])])
