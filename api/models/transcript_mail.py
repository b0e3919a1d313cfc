"""Mails that users asked for: counted and told from their repetition, never to whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class TranscriptMail(Base):
    """Erased with its conversation; the address is in the delivery alone, until it has left."""

    __tablename__ = "transcript_mails"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    client_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MailCount(Base):
    """One mail owed, counted for a day; outlives its conversation, or erasing would reset it.

    `recipient` is a keyed hash (HMAC-SHA256, hex) of the address, from which it cannot be guessed;
    `asked_by`, of the conversation that asked for a code, null for other mails.
    """

    __tablename__ = "mail_counts"
    __table_args__ = (
        Index("ix_mail_counts_recipient", "recipient"),
        Index("ix_mail_counts_asked_at", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str | None] = mapped_column(String(64))
