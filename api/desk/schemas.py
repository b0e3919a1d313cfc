"""Bodies of `/desk/v1`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from api.chat.schemas import MAX_FILES
from api.domain.close_outcome import CloseOutcome


class SessionIn(BaseModel):
    """`totp`: the six digits, for an agent who has one-time codes, or one of his recovery codes."""

    login: Annotated[str, Field(max_length=120)]
    password: Annotated[str, Field(max_length=1024)]
    totp: Annotated[str, Field(max_length=40)] | None = None


class Labelled(BaseModel):
    code: str
    label: str


class NoteOut(BaseModel):
    """What the last agent left for the next one."""

    author: str
    at: datetime
    text: str


class UserOut(BaseModel):
    """`login` and `name` are null for an anonymous user; `name` also for one we do not know."""

    login: str | None
    name: str | None


class EstimateOut(BaseModel):
    """Minutes; a `low` of 0 is an agent's place that is free already."""

    low: int
    high: int


class WantedOut(BaseModel):
    """Whom it is for: the login of an agent, or the code of a team; the other is absent."""

    agent: str | None = None
    team: str | None = None


class WaitingOut(BaseModel):
    """`position` from 1; `excerpt`: the start of what the user last said; `reason`: a code.

    `for_me`: it is proposed to the agent who asks. `estimate` null: how long is not known.
    """

    id: str
    position: int
    waiting_since: datetime
    reason: str | None
    user: UserOut
    excerpt: str
    note: NoteOut | None
    urgent: bool
    theme: Labelled | None
    wanted: WantedOut | None
    for_me: bool
    estimate: EstimateOut | None


class OwnedOut(BaseModel):
    """`waiting_for_agent`: the last word is the user's. `since`: in this agent's hands."""

    id: str
    user: UserOut
    last_seq: int
    note: NoteOut | None
    urgent: bool
    theme: Labelled | None
    since: datetime | None
    waiting_for_agent: bool


class QueueOut(BaseModel):
    """Who waits, first come first; and the conversations of the agent who asks."""

    waiting: list[WaitingOut]
    mine: list[OwnedOut]


class ClaimOut(BaseModel):
    id: str
    last_seq: int


class MessageIn(BaseModel):
    """The same `client_id` again writes nothing.

    `attachments` are ids of files joined to this conversation; with them, `text` may be empty.
    """

    client_id: UUID
    text: str = ""
    attachments: Annotated[list[UUID], Field(max_length=MAX_FILES)] = []

    @property
    def wordless(self) -> bool:
        """Files are sent without a word."""
        return bool(self.attachments) and not self.text.strip()


class MessageOut(BaseModel):
    seq: int


class CloseIn(BaseModel):
    """`reason` is told to the user; `outcome` is counted."""

    reason: Annotated[str, Field(max_length=300)] | None = None
    outcome: Literal["solved", "informed", "sollicitation", "user_left", "other"] = "other"

    def chosen(self) -> CloseOutcome:
        return CloseOutcome(self.outcome)


class ToIn(BaseModel):
    """The login of an agent, or else the code of a team; neither is nobody in particular."""

    agent: Annotated[str, Field(max_length=64)] | None = None
    team: Annotated[str, Field(max_length=64)] | None = None

    @model_validator(mode="after")
    def _one(self) -> "ToIn":
        if self.agent is not None and self.team is not None:
            raise ValueError("an agent or a team, not both")
        return self


class TransferIn(BaseModel):
    """`note` is for the next agent; the user never reads it. Without `to`: whoever is next."""

    note: Annotated[str, Field(max_length=2000)] | None = None
    to: ToIn | None = None


class EventsOut(BaseModel):
    events: list[dict[str, Any]]
    last_seq: int


class MoveOut(BaseModel):
    """How far one of the caller's conversations has come."""

    id: str
    last_seq: int


class NewsOut(BaseModel):
    """What is new after a cursor: the board if it changed, the caller's conversations if any moved.

    To be given back: `cursor`.
    """

    queue: QueueOut | None
    conversations: list[MoveOut]
    cursor: str
