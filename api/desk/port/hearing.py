"""What agents of another desk said and did, written in our log: once, whatever is repeated."""

from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import (
    conversation_repository,
    drafts,
    log,
    queue_repository,
    satisfaction,
    speaker,
)
from api.core.settings import get_settings
from api.core.signing import sign
from api.desk.port.desk import AgentMessage, Heard
from api.domain.chat_event import EventType, Sender
from api.domain.close_outcome import CloseOutcome
from api.domain.plain_text import storable
from api.domain.speaker import Speaker

# Names of messages of another desk, among all the `client_id` of a log.
_NAMESPACE = UUID("5b1d8a4e-3f0c-4f6e-9a57-1f2f1c1e7d90")
_MAX_NAME = 120


async def write_down(session: AsyncSession, conversation_id: str, heard: Heard) -> list[int]:
    """Tell the user what agents said; returns the marks of what came too late to be told.

    Raises:
        ConversationNotFoundError: erased meanwhile.
    """
    await speaker.lock_queue(session)
    await conversation_repository.hold(session, conversation_id)
    late = [
        message.mark
        for message in heard.messages
        if not await _tell_user(session, conversation_id, message)
    ]
    if heard.over:
        await end(session, conversation_id)
    return late


async def end(session: AsyncSession, conversation_id: str) -> None:
    """The agents have given the user back; nothing is said if he was with the assistant."""
    current = await speaker.speaker_of(session, conversation_id)
    for expected, text in (
        (Speaker.AGENT, drafts.ended("L’agent")),
        (Speaker.QUEUED, _not_taken()),
    ):
        if current is expected and await speaker.end_exchange(
            session, conversation_id, expected, CloseOutcome.OTHER
        ):
            said = log.EventDraft(Sender.SYSTEM, EventType.MESSAGE, text=text)
            await log.append(session, conversation_id, [said])
            await satisfaction.ask(session, conversation_id)


async def _tell_user(session: AsyncSession, conversation_id: str, message: AgentMessage) -> bool:
    """False if the user is no longer with humans, and has not read it."""
    client_id, told = await _named(session, conversation_id, message.mark)
    if told:
        return True
    name = storable(message.agent_name)[:_MAX_NAME]
    if not await _is_on(session, conversation_id, f"desk:{message.agent}", name):
        return False
    # An agent may write at length elsewhere: nothing is cut.
    said = drafts.agent_message(storable(message.text), name, client_id)
    await log.append(session, conversation_id, [said])
    return True


async def _named(session: AsyncSession, conversation_id: str, mark: int) -> tuple[str, bool]:
    """The `client_id` of an agent's message, and whether it is in the log already.

    Whoever knows both numbers can say something under that name first: then it proves nothing,
    and the message takes a name that only the holder of the secret can tell.
    """
    client_id = str(uuid5(_NAMESPACE, f"{conversation_id}:{mark}"))
    found = await log.find_by_client_id(session, conversation_id, client_id)
    if found is not None and found.sender is not Sender.AGENT:
        signed = sign(get_settings().resolved_secret(), conversation_id, str(mark).encode())
        client_id = str(uuid5(_NAMESPACE, signed))
        found = await log.find_by_client_id(session, conversation_id, client_id)
    return client_id, found is not None


async def _is_on(session: AsyncSession, conversation_id: str, login: str, name: str) -> bool:
    """Whoever answers has the conversation: it is claimed, or changes hands."""
    if await speaker.claim(session, conversation_id, login, name):
        return True
    agent = await queue_repository.agent_of(session, conversation_id)
    if agent is None:
        return False
    return agent[0] == login or await speaker.transfer(session, conversation_id, None, login, name)


def _not_taken() -> str:
    return (
        "Nos agents ont clos votre demande sans la prendre. Vous pouvez les appeler de nouveau, "
        "ou déposer une sollicitation."
    )
