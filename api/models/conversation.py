"""A conversation: its secret, whose it is, who speaks in it, and how long its log is."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.speaker import Speaker
from api.models.base import Base, CodeEnum, UtcDateTime


class Conversation(Base):
    """`login` is None for an anonymous conversation. Only the hash of its token is kept."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_queue", "speaker", "queued_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    login: Mapped[str | None] = mapped_column(String(120), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seq: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = mapped_column(CodeEnum(Speaker), default=Speaker.BOT)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Orders those queued at the same (perhaps frozen) instant.
    queue_ticket: Mapped[int | None]
    # The last position told to the user, so that only those who moved are told again.
    told_position: Mapped[int | None]
    # The wait last told with it: see `api.domain.waiting_estimate`.
    told_wait: Mapped[str | None] = mapped_column(String(16))
    queue_reason: Mapped[str | None] = mapped_column(String(64))
    # `queued_at` is a rank, which a transfer may move; this is when the present wait began.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    # To whom it is proposed: a theme of the knowledge, a team, an agent (his login).
    queue_theme: Mapped[str | None] = mapped_column(String(64))
    queue_team: Mapped[str | None] = mapped_column(String(64))
    queue_agent: Mapped[str | None] = mapped_column(String(64))
    agent_login: Mapped[str | None] = mapped_column(String(120))
    agent_name: Mapped[str | None] = mapped_column(String(200))
    agent_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handovers: Mapped[int] = mapped_column(default=0)
    # When the user or an agent last said something, and whether that was the user.
    human_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waiting_for_agent: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When the user, silent while an agent is on, was last warned that the exchange would end.
    idle_warned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The topics for which an agent was offered and not wanted.
    agent_declined: Mapped[list[str] | None] = mapped_column(JSON)
