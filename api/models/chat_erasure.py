"""What is left of an erased conversation: counts without a person, and work still owed."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class ErasedConversation(Base):
    """Counted facts; nothing here leads back to a person or to the conversation."""

    __tablename__ = "erased_conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_on: Mapped[date]
    erased_on: Mapped[date]
    turns: Mapped[int]
    handovers: Mapped[int]
    votes_up: Mapped[int]
    votes_down: Mapped[int]


class PendingErasure(Base):
    """Files and the bot's tracker, still to be erased; gone once both are."""

    __tablename__ = "pending_erasures"

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
