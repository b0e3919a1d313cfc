"""The numbered log of a conversation: the only place that writes and reads its events."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.publication import conversation_topic, publish_after_commit
from api.core import clock
from api.core.errors import NotFoundError
from api.domain.chat_event import EventType, Sender
from api.domain.choice_action import ChoiceAction
from api.domain.speaker import Speaker
from api.models.chat_choice import ChatChoice
from api.models.chat_event import ChatEvent
from api.models.conversation import Conversation


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """A choice to offer; `payload` is what a click sends to the bot, and stays private."""

    label: str
    action: ChoiceAction
    payload: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event before it has a number. Keys as in DESIGN §6; None or empty means absent.

    `lang` (BCP 47) where the text is not French; `votable` False where it answers nothing;
    `choices_while` who must be speaking for the choices to serve; `about` the seq of the answer
    that a question on a vote is about; `attachments` the files of a message
    (`{"id","name","size","media_type"}`).
    """

    sender: Sender
    type: EventType
    author: str | None = None
    text: str | None = None
    content: Sequence[dict[str, Any]] | None = None
    choices: Sequence[ChoiceDraft] = field(default=())
    choices_while: Speaker | None = None
    card: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    sources: Sequence[dict[str, Any]] | None = None
    topic: str | None = None
    topic_ref: str | None = None
    in_reply_to: int | None = None
    lang: str | None = None
    votable: bool = True
    about: int | None = None
    attachments: Sequence[dict[str, Any]] = field(default=())
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the log; `public()` is its JSON on the wire."""

    seq: int
    at: datetime
    sender: Sender
    type: EventType
    body: dict[str, Any]

    def public(self) -> dict[str, Any]:
        at = self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = {"seq": self.seq, "at": at, "from": self.sender.value, "type": self.type.value}
        return {**head, **self.body}


async def append(
    session: AsyncSession, conversation_id: str, drafts: Sequence[EventDraft]
) -> list[Event]:
    """Number and store events in the caller's transaction; readers are woken at its commit.

    Raises:
        NotFoundError: no such conversation (it may have been erased meanwhile).
    """
    if not drafts:
        return []
    at, events = clock.now(), list[Event]()
    seq = await _allocate(session, conversation_id, len(drafts), _last_word(drafts, at))
    for offset, draft in enumerate(drafts):
        choices = [_choice(conversation_id, choice) for choice in draft.choices]
        session.add_all(choices)
        row = _row(conversation_id, seq + offset, at, draft, choices)
        session.add(row)
        events.append(_event(row))
    await session.flush()
    publish_after_commit(session, conversation_topic(conversation_id))
    return events


async def append_to_each(session: AsyncSession, drafts: Mapping[str, EventDraft]) -> None:
    """One event without choices to each conversation (by id), in two statements for them all.

    Raises:
        NotFoundError: one of them is no more.
    """
    if not drafts:
        return
    assert not any(draft.choices for draft in drafts.values())
    at = clock.now()
    statement = (
        update(Conversation)
        .where(Conversation.id.in_(drafts))
        .values(last_seq=Conversation.last_seq + 1)
        .returning(Conversation.id, Conversation.last_seq)
        .execution_options(synchronize_session=False)
    )
    numbers = dict((await session.execute(statement)).all())
    if len(numbers) < len(drafts):
        raise NotFoundError
    session.add_all(_row(key, numbers[key], at, draft, []) for key, draft in drafts.items())
    await session.flush()
    for key in drafts:
        publish_after_commit(session, conversation_topic(key))


async def read_after(session: AsyncSession, conversation_id: str, after: int) -> list[Event]:
    """Events numbered above `after`, oldest first."""
    # Columns, not entities: this is read more often than anything else.
    statement = (
        select(ChatEvent.seq, ChatEvent.at, ChatEvent.sender, ChatEvent.type, ChatEvent.body)
        .where(ChatEvent.conversation_id == conversation_id, ChatEvent.seq > after)
        .order_by(ChatEvent.seq)
    )
    return [Event(*row) for row in await session.execute(statement)]


async def find(session: AsyncSession, conversation_id: str, seq: int) -> Event | None:
    row = await session.get(ChatEvent, (conversation_id, seq))
    return None if row is None else _event(row)


async def find_by_client_id(
    session: AsyncSession, conversation_id: str, client_id: str
) -> Event | None:
    """The event that the same post has already made, if any."""
    statement = select(ChatEvent).where(
        ChatEvent.conversation_id == conversation_id, ChatEvent.client_id == client_id
    )
    row = await session.scalar(statement)
    return None if row is None else _event(row)


async def find_choice(
    session: AsyncSession, conversation_id: str, choice_id: str
) -> ChoiceDraft | None:
    """A choice offered in this very conversation."""
    row = await session.get(ChatChoice, choice_id)
    if row is None or row.conversation_id != conversation_id:
        return None
    return ChoiceDraft(row.label, row.action, row.payload)


async def has_offered(session: AsyncSession, conversation_id: str, choice: ChoiceDraft) -> bool:
    """Whether a choice that does the same was already offered in this conversation."""
    statement = select(ChatChoice.id).where(
        ChatChoice.conversation_id == conversation_id,
        ChatChoice.action == choice.action,
        ChatChoice.payload == choice.payload,
    )
    return await session.scalar(statement.limit(1)) is not None


def _last_word(drafts: Sequence[EventDraft], at: datetime) -> dict[str, Any]:
    """What the conversation remembers of the last thing that a human said."""
    said = [draft.sender for draft in drafts if draft.type in (EventType.MESSAGE, EventType.CARD)]
    humans = [sender for sender in said if sender in (Sender.USER, Sender.AGENT)]
    return {"human_at": at, "waiting_for_agent": humans[-1] is Sender.USER} if humans else {}


async def _allocate(
    session: AsyncSession, conversation_id: str, count: int, besides: dict[str, Any]
) -> int:
    """The first of `count` fresh numbers; the row stays locked, so commits keep their order."""
    statement = (
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_seq=Conversation.last_seq + count, **besides)
        .returning(Conversation.last_seq)
        .execution_options(synchronize_session=False)
    )
    last = await session.scalar(statement)
    if last is None:
        raise NotFoundError
    return last - count + 1


def _choice(conversation_id: str, draft: ChoiceDraft) -> ChatChoice:
    return ChatChoice(
        id=secrets.token_urlsafe(12),
        conversation_id=conversation_id,
        label=draft.label,
        action=draft.action,
        payload=draft.payload,
    )


def _row(
    conversation_id: str, seq: int, at: datetime, draft: EventDraft, choices: list[ChatChoice]
) -> ChatEvent:
    public = {
        "author": draft.author,
        "text": draft.text,
        "content": list(draft.content or ()),
        "choices": [{"id": choice.id, "label": choice.label} for choice in choices],
        "choices_while": draft.choices_while,
        "card": draft.card,
        "state": draft.state,
        "sources": list(draft.sources or ()),
        "topic": draft.topic,
        "topic_ref": draft.topic_ref,
        "in_reply_to": draft.in_reply_to,
        "lang": draft.lang,
        "votable": None if draft.votable else False,
        "about": draft.about,
        "attachments": list(draft.attachments),
    }
    return ChatEvent(
        conversation_id=conversation_id,
        seq=seq,
        at=at,
        sender=draft.sender,
        type=draft.type,
        body={key: value for key, value in public.items() if value not in (None, [])},
        client_id=draft.client_id,
    )


def _event(row: ChatEvent) -> Event:
    return Event(row.seq, row.at, row.sender, row.type, row.body)
