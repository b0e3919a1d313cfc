"""What an agent does with a conversation. Rules of the queue itself are in `api.chat.speaker`."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, log, speaker
from api.chat.errors import ConversationNotFoundError, EmptyMessageError, MessageTooLongError
from api.core import clock
from api.core.settings import get_settings
from api.desk import repository
from api.desk.auth import SignedIn
from api.desk.errors import AlreadyClaimedError, ClientIdReusedError, NotWaitingError
from api.desk.schemas import MessageIn
from api.domain.chat_event import EventType, Sender
from api.domain.speaker import Speaker
from api.domain.typed_text import cleaned


async def claim(session: AsyncSession, conversation_id: str, agent: SignedIn) -> int:
    """Take a waiting conversation; taking it again changes nothing. Returns its last seq.

    Raises:
        AlreadyClaimedError: a colleague has it.
        NotWaitingError: unknown, or not waiting for an agent.
    """
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
        ClientIdReusedError: the id is that of a message of the user.
    """
    text = _checked(message.text)
    if not await repository.hold_owned(session, conversation_id, agent.login):
        raise ConversationNotFoundError
    client_id = str(message.client_id)
    known = await log.find_by_client_id(session, conversation_id, client_id)
    if known is not None:
        if known.sender is not Sender.AGENT:
            raise ClientIdReusedError
        return known.seq
    said = drafts.agent_message(text, agent.name, client_id)
    [event] = await log.append(session, conversation_id, [said])
    return event.seq


async def close(
    session: AsyncSession, conversation_id: str, agent: SignedIn, reason: str | None
) -> None:
    """Give the user back to the assistant, and say so.

    Raises:
        ConversationNotFoundError: not in this agent's hands (any more).
    """
    if not await speaker.close_by_agent(session, conversation_id, agent.login):
        raise ConversationNotFoundError
    why = cleaned(reason or "")
    motive = f" Motif : {why.rstrip('.')}." if why else ""
    assistant = get_settings().assistant_name
    text = (
        f"{agent.name} a terminé l’échange.{motive} {assistant}, l’assistante automatique, "
        "reprend la conversation : posez-lui votre question, ou écrivez « contacter un agent »."
    )
    await log.append(session, conversation_id, [_system_message(text)])


async def transfer(
    session: AsyncSession, conversation_id: str, agent: SignedIn, note: str | None
) -> None:
    """Put the conversation back in the queue, at its head, with a word for the next agent.

    Raises:
        ConversationNotFoundError: not in this agent's hands (any more).
    """
    if not await speaker.give_back(session, conversation_id, agent.login, "transfer"):
        raise ConversationNotFoundError
    text = f"{agent.name} transmet votre demande à un autre agent, qui lira vos échanges."
    await log.append(session, conversation_id, [_system_message(text)])
    kept = cleaned(note or "")
    if kept:
        await repository.add_note(session, conversation_id, agent.name, clock.now(), kept)


async def check_readable(session: AsyncSession, conversation_id: str, agent: SignedIn) -> None:
    """An agent reads the conversations in his hands, and those that wait.

    Raises:
        ConversationNotFoundError: any other one.
    """
    holder = await repository.find_holder(session, conversation_id)
    if holder is None:
        raise ConversationNotFoundError
    his = holder.speaker is Speaker.AGENT and holder.agent_login == agent.login
    if not his and holder.speaker is not Speaker.QUEUED:
        raise ConversationNotFoundError


def canonical_id(conversation_id: str) -> str:
    """The id as it is stored.

    Raises:
        ConversationNotFoundError: not the form of an id.
    """
    try:
        return str(UUID(conversation_id))
    except ValueError as error:
        raise ConversationNotFoundError from error


def _checked(text: str) -> str:
    limit = get_settings().max_text
    if len(text) > limit:
        raise MessageTooLongError(limit)
    kept = cleaned(text)
    if not kept:
        raise EmptyMessageError
    return kept


def _system_message(text: str) -> log.EventDraft:
    return log.EventDraft(Sender.SYSTEM, EventType.MESSAGE, text=text)
