"""What an agent sees of a case."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.desk.schemas import Labelled
from api.domain.chat_event import Sender
from api.portal.invoices.schemas import InvoiceRead
from api.portal.me.schemas import OwnStructure
from api.portal.sollicitations.schemas import SollicitationRead


class CaseUser(BaseModel):
    """`name` is null, and there is no structure, for a login unknown to the portal."""

    login: str
    name: str | None
    structures: list[OwnStructure]


class TopicOut(BaseModel):
    """A knowledge entry, or an intent with its label."""

    id: str
    title: str


class UnderstoodOut(BaseModel):
    """What the assistant made of the user's message `seq`; `confidence` from 0 to 1."""

    seq: int
    text: str
    topic: TopicOut | None
    intent: str | None
    confidence: float | None
    shown: list[TopicOut]


class SuggestionOut(BaseModel):
    """`text` may be inserted as it is; `found_by` the assistant's ranking, or our search."""

    id: str
    title: str
    text: str
    sources: list[dict[str, Any]]
    already_shown: bool
    found_by: Literal["assistant", "search"]


class PreviousOut(BaseModel):
    """`id` of the conversation; `agent` is null where the assistant alone was on."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    agent: str | None
    reason: str | None
    outcome: Labelled | None


class NoteRead(BaseModel):
    """`author` is a name."""

    id: int
    author: str
    at: datetime
    text: str


class FileOut(BaseModel):
    """A file that was sent, with the message it came with."""

    id: str
    name: str
    size: int
    media_type: str
    at: datetime
    sender: Sender = Field(serialization_alias="from")


class CaseOut(BaseModel):
    """`user` is null for an anonymous one, of whom nothing else is known. `language` (BCP 47) is
    that of the last message the assistant read, null if it read none.
    """

    id: str
    user: CaseUser | None
    language: str | None
    understood: list[UnderstoodOut]
    invoices: list[InvoiceRead]
    suggestions: list[SuggestionOut]
    previous: list[PreviousOut]
    sollicitations: list[SollicitationRead]
    notes: list[NoteRead]
    attachments: list[FileOut]
    as_of: datetime
