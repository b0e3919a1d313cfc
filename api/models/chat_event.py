"""The log of a conversation: numbered 1, 2, 3… without holes, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.chat_event import EventType, Sender
from api.models.base import Base, CodeEnum, UtcDateTime


class ChatEvent(Base):
    """`body` holds the public keys beside those with a column; absent keys are omitted."""

    __tablename__ = "chat_events"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id", name="uq_chat_events_client_id"),
    )

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sender: Mapped[Sender] = mapped_column(CodeEnum(Sender))
    type: Mapped[EventType] = mapped_column(CodeEnum(EventType))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    client_id: Mapped[str | None] = mapped_column(String(36))
