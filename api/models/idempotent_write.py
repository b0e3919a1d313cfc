"""What a write from outside answered, so that its retry gets the same answer and does nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime

MAX_OPERATION = 200


class IdempotentWrite(Base):
    """`key` is the caller's, unique per user; `body_hash` is the SHA-256 (hex) of the operation
    and of its body; `response` is the answer as it was sent.
    """

    __tablename__ = "idempotent_writes"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    operation: Mapped[str] = mapped_column(String(MAX_OPERATION))
    body_hash: Mapped[str] = mapped_column(String(64))
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
