"""Exceptional closures of the desk: days or hours when no agent comes."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class DeskClosure(Base):
    """Closed from `starts_at` to `ends_at` (excluded). `key`: the `Idempotency-Key` of its post."""

    __tablename__ = "desk_closures"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    label: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(128), unique=True)
