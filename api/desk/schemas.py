"""Bodies of `/desk/v1`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field


class SessionIn(BaseModel):
    """`totp`: the six digits, for an agent who has one-time codes."""

    login: Annotated[str, Field(max_length=120)]
    password: Annotated[str, Field(max_length=1024)]
    totp: Annotated[str, Field(max_length=16)] | None = None


class Labelled(BaseModel):
    code: str
    label: str


class AgentOut(BaseModel):
    login: str
    name: str
    role: Labelled


class NoteOut(BaseModel):
    """What the last agent left for the next one."""

    author: str
    at: datetime
    text: str


class UserOut(BaseModel):
    """`login` and `name` are null for an anonymous user; `name` also for one we do not know."""

    login: str | None
    name: str | None


class WaitingOut(BaseModel):
    """`position` from 1; `excerpt`: the start of what the user last said; `reason`: a code."""

    id: str
    position: int
    waiting_since: datetime
    reason: str | None
    user: UserOut
    excerpt: str
    note: NoteOut | None


class OwnedOut(BaseModel):
    id: str
    user: UserOut
    last_seq: int
    note: NoteOut | None


class QueueOut(BaseModel):
    """Who waits, first come first; and the conversations of the agent who asks."""

    waiting: list[WaitingOut]
    mine: list[OwnedOut]


class ClaimOut(BaseModel):
    id: str
    last_seq: int


class MessageIn(BaseModel):
    """The same `client_id` again writes nothing."""

    client_id: UUID
    text: str


class MessageOut(BaseModel):
    seq: int


class CloseIn(BaseModel):
    """`reason` is told to the user."""

    reason: Annotated[str, Field(max_length=300)] | None = None


class TransferIn(BaseModel):
    """`note` is for the next agent; the user never reads it."""

    note: Annotated[str, Field(max_length=2000)] | None = None


class EventsOut(BaseModel):
    events: list[dict[str, Any]]
    last_seq: int
