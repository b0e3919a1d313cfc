"""An answer owed by the assistant to one message of the user."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.turn_status import TurnStatus
from api.models.base import Base, CodeEnum, UtcDateTime


class ChatTurn(Base):
    """A job: taken under a lease (real time), retried at `due_at`, emptied once settled.

    `understood`, once answered: see `api.chat.understanding`.
    """

    __tablename__ = "chat_turns"
    __table_args__ = (Index("ix_chat_turns_due", "status", "due_at"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    user_seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # What the bot receives: the typed text, or the private payload of a choice.
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[TurnStatus] = mapped_column(CodeEnum(TurnStatus), default=TurnStatus.DUE)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    waits: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    understood: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
