"""The case of a conversation: all that its agent needs to know, and nothing its user may not."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.knowledge import Knowledge, open_knowledge
from api.core.settings import get_settings
from api.desk.access.auth import SignedIn
from api.desk.case import repository as case_repository
from api.desk.case.access import readable
from api.desk.case.facts import Facts, load_facts
from api.desk.case.repository import Previous, Spoken
from api.desk.case.schemas import (
    CaseOut,
    CaseUser,
    FileOut,
    NoteRead,
    PreviousOut,
    TopicOut,
    UnderstoodOut,
)
from api.desk.case.spoken import files_of
from api.desk.case.suggestions import index_of, suggested
from api.desk.schemas import Labelled
from api.domain.close_outcome import CloseOutcome
from api.domain.intent_label import intent_label
from api.domain.profile import NOBODY
from api.models.desk_note import DeskNote
from api.portal.sollicitations import service as sollicitation_service
from api.portal.sollicitations.schemas import SollicitationRead

_MAX_SOLLICITATIONS = 20


async def read_case(session: AsyncSession, conversation_id: str, agent: SignedIn) -> CaseOut:
    """The case as it is now.

    Raises:
        ConversationNotFoundError: see `case_access.readable`.
    """
    head = await readable(session, conversation_id, agent)
    facts = await load_facts(session, head)
    notes = await case_repository.notes(session, head.id)
    previous = await case_repository.previous(session, head)
    knowledge = await _knowledge()
    profile = facts.account.profile if facts.account else NOBODY
    return CaseOut(
        id=head.id,
        user=_user(facts),
        language=_language(facts.spoken),
        understood=_understood(facts.spoken, knowledge),
        invoices=list(facts.invoices),
        suggestions=suggested(facts.spoken, knowledge, profile),
        previous=[_previous(item) for item in previous],
        sollicitations=await _sollicitations(session, facts),
        notes=[note_read(note) for note in notes],
        attachments=[
            FileOut(**file, at=said.at, sender=said.sender) for said, file in files_of(facts.spoken)
        ],
        as_of=clock.now(),
    )


def note_read(note: DeskNote) -> NoteRead:
    return NoteRead(id=note.id, author=note.author, at=note.at, text=note.text)


async def _knowledge() -> Knowledge:
    """With its index, which is long to build the first time."""
    knowledge = open_knowledge(get_settings().knowledge_bundle)
    await asyncio.to_thread(index_of, knowledge)
    return knowledge


async def _sollicitations(session: AsyncSession, facts: Facts) -> list[SollicitationRead]:
    if facts.account is None:
        return []
    reader = facts.account.reader
    return await sollicitation_service.list_latest(session, _MAX_SOLLICITATIONS, reader=reader)


def _user(facts: Facts) -> CaseUser | None:
    login = facts.head.login
    if login is None:
        return None
    me = facts.account.me if facts.account else None
    return CaseUser(
        login=login, name=me.name if me else None, structures=me.structures if me else []
    )


def _language(spoken: Sequence[Spoken]) -> str | None:
    return next((said.understood.language for said in spoken if said.understood), None)


def _understood(spoken: Sequence[Spoken], knowledge: Knowledge) -> list[UnderstoodOut]:
    """Oldest first, as the transcript."""
    return [
        UnderstoodOut(
            seq=said.seq,
            text=said.text,
            topic=_topic(read.topic, knowledge) if read.topic else None,
            intent=read.intent,
            confidence=read.confidence,
            shown=[_topic(key, knowledge) for key in read.shown],
        )
        for said in reversed(spoken)
        if (read := said.understood)
    ]


def _topic(key: str, knowledge: Knowledge) -> TopicOut:
    entry = knowledge.entries.get(key)
    return TopicOut(id=key, title=entry.title if entry else intent_label(key))


def _previous(item: Previous) -> PreviousOut:
    return PreviousOut(
        id=item.id,
        started_at=item.started_at,
        ended_at=item.ended_at,
        agent=item.agent,
        reason=item.reason,
        outcome=_outcome(item.outcome),
    )


def _outcome(code: str | None) -> Labelled | None:
    if code is None:
        return None
    label = next((known.label for known in CloseOutcome if known.value == code), code)
    return Labelled(code=code, label=label)
