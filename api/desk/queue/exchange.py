"""What an agent does with a conversation. Rules of the queue itself are in `api.chat.speaker`."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import attachments, drafts, log, satisfaction, speaker
from api.chat.errors import ConversationNotFoundError, EmptyMessageError, MessageTooLongError
from api.core.settings import get_settings
from api.desk.access.auth import SignedIn
from api.desk.case.access import held_in_charge
from api.desk.errors import AlreadyClaimedError, ClientIdReusedError, NotWaitingError
from api.desk.queue import repository
from api.desk.queue.elsewhere import refuse_elsewhere
from api.desk.queue.once_per_key import mark_of, was_done
from api.desk.schemas import CloseIn, MessageIn
from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker
from api.domain.typed_text import cleaned


async def claim(session: AsyncSession, conversation_id: str, agent: SignedIn) -> int:
    """Take a waiting conversation; taking it again changes nothing. Returns its last seq.

    Raises:
        DeskElsewhereError: agents answer with another program.
        AlreadyClaimedError: a colleague has it.
        NotWaitingError: unknown, or not waiting for an agent.
    """
    refuse_elsewhere()
    await speaker.claim(session, conversation_id, agent.login, agent.name)
    holder = await repository.find_holder(session, conversation_id)
    if holder is None or holder.speaker is not Speaker.AGENT:
        raise NotWaitingError
    if holder.agent_login != agent.login:
        raise AlreadyClaimedError
    return holder.last_seq


async def post_message(
    session: AsyncSession, conversation_id: str, agent: SignedIn, message: MessageIn
) -> int:
    """Say something to the user; the same `client_id` again writes nothing. Returns the seq.

    Raises:
        ConversationNotFoundError: not in this agent's hands.
        EmptyMessageError, MessageTooLongError: a text that cannot be sent.
        AttachmentNotFoundError: a file that is not of this conversation.
        ClientIdReusedError: the id is that of a message of the user.
    """
    text = "" if message.wordless else _checked(message.text)
    await held_in_charge(session, conversation_id, agent)
    client_id = str(message.client_id)
    known = await log.find_by_client_id(session, conversation_id, client_id)
    if known is not None:
        if known.sender is not Sender.AGENT:
            raise ClientIdReusedError
        return known.seq
    joined = await attachments.find(session, conversation_id, message.attachments)
    files = [attachments.public(attachment) for attachment in joined]
    said = drafts.agent_message(text or attachments.told(files), agent.name, client_id, files)
    [event] = await log.append(session, conversation_id, [said])
    return event.seq


async def close(
    session: AsyncSession,
    conversation_id: str,
    agent: SignedIn,
    closing: CloseIn,
    key: str | None = None,
) -> None:
    """Give the user back to the assistant, and say so; the same `key` again does nothing.

    Raises:
        ConversationNotFoundError: not in this agent's hands (any more).
    """
    await speaker.lock_queue(session)
    mark = mark_of(conversation_id, "close", agent, key)
    if await was_done(session, conversation_id, mark):
        return
    outcome = closing.chosen()
    if not await speaker.close_by_agent(session, conversation_id, agent.login, outcome):
        raise ConversationNotFoundError
    why = cleaned(closing.reason or "")
    motive = f" Motif : {why.rstrip('.')}." if why else ""
    told = system_message(drafts.ended(agent.name, motive), mark)
    await log.append(session, conversation_id, [told])
    await satisfaction.ask(session, conversation_id)


def _checked(text: str) -> str:
    limit = get_settings().max_text
    if len(text) > limit:
        raise MessageTooLongError(limit)
    kept = cleaned(text)
    if not kept:
        raise EmptyMessageError
    return kept


def system_message(text: str, client_id: str | None = None) -> log.EventDraft:
    return log.EventDraft(Sender.SYSTEM, EventType.MESSAGE, text=text, client_id=client_id)
