"""Notifications as their reader sees them."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.portal.schemas import LocalInstant

# Ids are 32-bit in the tables: a larger one names nothing.
_Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class NotificationRead(BaseModel):
    """`kind` is a stable code, `subject` what it is about (`request:12`); `read_at` may be null."""

    id: int
    at: LocalInstant
    kind: str
    subject: str
    text: str
    read_at: LocalInstant | None


class NotificationPage(BaseModel):
    """The hundred newest at most; `total` and `unread` count them all."""

    items: list[NotificationRead]
    total: int
    unread: int


class ReadMarks(BaseModel):
    """Which notifications were read: these, or all of them when `ids` is null."""

    ids: Annotated[list[_Id], Field(max_length=1000)] | None = None


class UnreadCount(BaseModel):
    unread: int
