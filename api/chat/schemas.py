"""Bodies of `/chat/v1`, as DESIGN §6 has them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

# The greatest number that every database can compare with a `seq`.
MAX_SEQ = 2**31 - 1
# Files of one message: enough for an invoice and its papers, and no way to fill a disk at once.
MAX_FILES = 5


class ConversationIn(BaseModel):
    """`identity` is the JWT of the host portal; without it the conversation is anonymous."""

    identity: str | None = None


class ConversationOut(BaseModel):
    id: str
    token: str
    expires_at: datetime


class MessageIn(BaseModel):
    """Exactly one of `text` and `choice`; `client_id` makes the post repeatable.

    `attachments` are ids of files joined to this conversation; with them, `text` may be absent.
    """

    client_id: UUID
    text: str | None = None
    choice: str | None = None
    attachments: Annotated[list[UUID], Field(max_length=MAX_FILES)] = []


class MessageOut(BaseModel):
    seq: int


class EventsOut(BaseModel):
    events: list[dict[str, Any]]
    last_seq: int


class VoteIn(BaseModel):
    seq: Annotated[int, Field(ge=1, le=MAX_SEQ)]
    value: Literal[1, -1]
    comment: Annotated[str, Field(max_length=2000)] | None = None


class VoteOut(BaseModel):
    seq: int
    value: int


class AttachmentOut(BaseModel):
    id: str
    name: str
    size: int
    media_type: str


class IdentityIn(BaseModel):
    identity: str


class IdentityOut(BaseModel):
    id: str
    login: str
