"""A message of the user: written once, and what it leads to decided in the same transaction."""

import re
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import attachments, conversation_repository, drafts, log, reactions, speaker
from api.chat.announcements import tell_desk
from api.chat.errors import (
    ConversationClosedError,
    EmptyMessageError,
    MessageTooLongError,
    TextOrChoiceError,
    UnknownChoiceError,
)
from api.chat.last_choices import typed_choice
from api.chat.reactions import Said
from api.chat.schemas import MessageIn
from api.core.settings import get_settings
from api.domain.agent_wish import is_agent_wish, is_queue_leave
from api.domain.choice_action import ChoiceAction
from api.domain.speaker import Speaker
from api.domain.typed_text import cleaned, for_bot

_CHECK = "/check_invoice"
_CHOICE_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


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
    if held.speaker is not Speaker.BOT:
        await tell_desk(session, conversation_id)
    turn = reactions.Turn(conversation_id, event.seq, held.speaker)
    await reactions.react(session, turn, said)
    return event.seq


async def _read(session: AsyncSession, conversation_id: str, message: MessageIn) -> Said:
    if message.attachments and message.choice is None:
        return await _with_files(session, conversation_id, message)
    if (message.text is None) == (message.choice is None) or message.attachments:
        raise TextOrChoiceError
    if message.text is not None:
        return await _typed_or_chosen(session, conversation_id, message.text)
    choice_id = message.choice or ""
    if not _CHOICE_ID.fullmatch(choice_id):
        raise UnknownChoiceError
    choice = await log.find_choice(session, conversation_id, choice_id)
    if choice is None:
        raise UnknownChoiceError
    return _chosen(choice.label, choice)


async def _typed_or_chosen(session: AsyncSession, conversation_id: str, text: str) -> Said:
    said = _typed(text)
    choice = await typed_choice(session, conversation_id, said.shown)
    return _chosen(said.shown, choice) if choice else said


def _chosen(shown: str, choice: log.ChoiceDraft) -> Said:
    leaves = choice.action is ChoiceAction.LEAVE_QUEUE
    return Said(shown, choice.action, choice.payload, leaves)


async def _with_files(session: AsyncSession, conversation_id: str, message: MessageIn) -> Said:
    """Files without a word are an invoice to check: nothing else is done with a file here."""
    joined = await attachments.find(session, conversation_id, message.attachments)
    files = [attachments.public(attachment) for attachment in joined]
    if message.text is not None and cleaned(message.text):
        return replace(_typed(message.text), files=files)
    return Said(attachments.told(files), ChoiceAction.RASA, _CHECK, files=files)


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
