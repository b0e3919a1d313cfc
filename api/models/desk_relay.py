"""How far a conversation and its double at another desk know each other."""

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class DeskRelay(Base):
    """Outlives the conversation, so that an erasure reaches the other desk.

    `contact`, `source` and `thread` are its ids there. Ours: `told_seq`, the last event that it
    was told; `doubt_seq`, one being told when we last looked, perhaps told already. Its own:
    `told_mark`, its number of the last thing that we told it; `heard_mark`, the number after
    which its messages are read again. `opened`: it believes that the conversation is in its hands.
    """

    __tablename__ = "desk_relays"
    __table_args__ = (Index("ix_desk_relays_thread", "thread"),)

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    contact: Mapped[int | None]
    source: Mapped[str | None] = mapped_column(String(255))
    thread: Mapped[int | None]
    opened: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_seq: Mapped[int] = mapped_column(default=0)
    doubt_seq: Mapped[int | None]
    told_mark: Mapped[int] = mapped_column(default=0)
    heard_mark: Mapped[int] = mapped_column(default=0)
