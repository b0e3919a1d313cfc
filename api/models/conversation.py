"""A conversation: its secret, whose it is, who speaks in it, and how long its log is."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.speaker import Speaker
from api.models.base import Base, CodeEnum, UtcDateTime


class Conversation(Base):
    """`login` is None for an anonymous conversation. Only the hash of its token is kept."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_queue", "speaker", "queued_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    login: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seq: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = mapped_column(CodeEnum(Speaker), default=Speaker.BOT)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Orders those queued at the same (perhaps frozen) instant.
    queue_ticket: Mapped[int | None]
    # The last position told to the user, so that only those who moved are told again.
    told_position: Mapped[int | None]
    queue_reason: Mapped[str | None] = mapped_column(String(64))
    agent_login: Mapped[str | None] = mapped_column(String(120))
    agent_name: Mapped[str | None] = mapped_column(String(200))
    handovers: Mapped[int] = mapped_column(default=0)
