"""Who did what, and when: only added to, never changed."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class JournalEntry(Base):
    """`user_id` is null when the portal acted by itself, or when the user is no more.

    `subject` names what was touched: `invoice:12`, `rattachement:3`. `detail` holds codes and
    numbers, neither texts of users nor secrets.
    """

    __tablename__ = "journal_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    detail: Mapped[dict[str, str]] = mapped_column(JSON)
