"""What other programs must be told: webhooks, another desk, mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime

# Only what is owed: the worker never reads past the years of what was delivered.
_OWED = text("done_at IS NULL AND dead_at IS NULL")


class Outgoing(Base):
    """A delivery owed, posted by `api.core.outgoing`; its instants are on real time.

    `key` is told to the receiver at each attempt, and `attempts` counts those begun. Owed while
    neither `done_at` nor `dead_at` (given up) is set. `last_error` is a code, never what the
    receiver said.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("ix_outgoing_owed", "kind", "next_at", sqlite_where=_OWED, postgresql_where=_OWED),
        Index("ix_outgoing_lane_owed", "lane", "id", sqlite_where=_OWED, postgresql_where=_OWED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    lane: Mapped[str | None] = mapped_column(String(120))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    last_error: Mapped[str | None] = mapped_column(String(64))
    lease_owner: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
