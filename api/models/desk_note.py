"""Notes that agents leave each other about a conversation; users never read them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class DeskNote(Base):
    """Erased with its conversation. `author` is a copy of the agent's name.

    `client_id` makes a post repeatable; a note left with a transfer has none.
    """

    __tablename__ = "desk_notes"
    __table_args__ = (
        Index("uq_desk_notes_client_id", "conversation_id", "client_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    author: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text)
    author_login: Mapped[str | None] = mapped_column(String(120))
    client_id: Mapped[str | None] = mapped_column(String(36))
