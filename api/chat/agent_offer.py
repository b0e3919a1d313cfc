"""An agent is offered only where one can come, and not again for a topic where it was declined."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, log, queue_repository
from api.chat.agent_hours import AgentHours, agent_hours
from api.chat.log import ChoiceDraft, EventDraft
from api.domain.choice_action import ChoiceAction
from api.models.conversation import Conversation

_DECLINED = (
    "D’accord, je ne vous le proposerai plus à ce sujet. Si vous changez d’avis, écrivez "
    "« contacter un agent »."
)


async def fitted(
    session: AsyncSession,
    conversation_id: str,
    events: Sequence[EventDraft],
    entries: Container[str],
) -> list[EventDraft]:
    """What the bot says, with the offers of an agent as they hold now.

    `entries`: the topics of knowledge entries. The offer of one of them can be declined.
    """
    if not any(_offers(event) for event in events):
        return list(events)
    hours = await agent_hours(session)
    declined = await _declined(session, conversation_id)
    lists = (_fit(event, hours, declined, entries) for event in events)
    return [event for fit in lists for event in fit]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`words` end a sentence that tells what can be done; `when` is one of its own."""

    choices: Sequence[ChoiceDraft] = ()
    words: str = ""
    when: str = ""


async def propose(session: AsyncSession, conversation_id: str, topic: str) -> Proposal:
    """An agent for this topic, or a sollicitation; nothing where he was declined."""
    if topic in await _declined(session, conversation_id):
        return Proposal()
    hours = await agent_hours(session)
    if hours.reachable:
        choices = [drafts.CALL_AGENT, drafts.FILE_SOLLICITATION, decline(topic)]
        return Proposal(choices, ", demandez un agent ou déposez une sollicitation")
    choices = [drafts.FILE_SOLLICITATION]
    return Proposal(choices, ", ou déposez une sollicitation", hours.sentence())


async def is_offered(session: AsyncSession, conversation_id: str, topic: str) -> bool:
    """Whether an agent can come, and was not declined for this topic."""
    if topic in await _declined(session, conversation_id):
        return False
    return (await agent_hours(session)).reachable


def decline(topic: str) -> ChoiceDraft:
    return ChoiceDraft("Non merci", ChoiceAction.DECLINE_AGENT, topic)


async def note_declined(session: AsyncSession, conversation_id: str, topic: str) -> None:
    """Remember it, and say so; the caller holds the conversation and ends the turn."""
    known = await _declined(session, conversation_id)
    if topic not in known:
        values = {"agent_declined": [*known, topic]}
        await queue_repository.set_values(session, conversation_id, values)
    await log.append(session, conversation_id, [drafts.aside(_DECLINED)])


async def _declined(session: AsyncSession, conversation_id: str) -> list[str]:
    statement = select(Conversation.agent_declined).where(Conversation.id == conversation_id)
    return await session.scalar(statement) or []


def _fit(
    event: EventDraft, hours: AgentHours, declined: Sequence[str], entries: Container[str]
) -> list[EventDraft]:
    """Of an entry that sends to an agent, when none can come, one more sentence says when."""
    if not _offers(event):
        return [event]
    others = [choice for choice in event.choices if choice.action is not ChoiceAction.CALL_AGENT]
    if event.topic in declined:
        return [replace(event, choices=others)]
    is_entry = event.topic is not None and event.topic in entries
    if hours.reachable:
        more = [decline(event.topic)] if is_entry and event.topic else []
        return [replace(event, choices=[*event.choices, *more])]
    if is_entry:
        later = drafts.aside(hours.sentence(), [drafts.FILE_SOLLICITATION])
        kept = [choice for choice in others if choice != drafts.FILE_SOLLICITATION]
        return [replace(event, choices=kept), later]
    instead = [] if drafts.FILE_SOLLICITATION in others else [drafts.FILE_SOLLICITATION]
    return [replace(event, choices=[*others, *instead])]


def _offers(event: EventDraft) -> bool:
    return any(choice.action is ChoiceAction.CALL_AGENT for choice in event.choices)
