"""One hand-over from its call to its end: the counted facts that outlive the conversation."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class DeskEpisode(Base):
    """Opened when the user enters the queue, closed when he is with the assistant again.

    `claimed_at` is the first claim, the agent the last who was on: transfers and returns to the
    queue stay within the episode. `close_reason` is a `CloseOutcome`. `satisfaction` from 1 to 5.
    No word of the user is here: the row stays, without `conversation_id`, after an erasure.
    """

    __tablename__ = "desk_episodes"
    # Its numbers are also the tickets of the queue: none may be given twice.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    # The `Idempotency-Key` of the claim, when it was « the next one »: its retry takes no other.
    claim_key: Mapped[str | None] = mapped_column(String(128))
    agent_login: Mapped[str | None] = mapped_column(String(120))
    agent_name: Mapped[str | None] = mapped_column(String(200))
    queue_reason: Mapped[str | None] = mapped_column(String(64))
    close_reason: Mapped[str | None] = mapped_column(String(64))
    theme: Mapped[str | None] = mapped_column(String(64))
    satisfaction: Mapped[int | None]
    satisfaction_asked: Mapped[bool] = mapped_column(default=False, server_default=false())
