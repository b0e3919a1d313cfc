"""A user's opinion on one answer; changeable, one per answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.vote_reason import VoteReason
from api.models.base import Base, CodeEnum, UtcDateTime


class ChatVote(Base):
    __tablename__ = "chat_votes"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]
    comment: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[VoteReason | None] = mapped_column(CodeEnum(VoteReason))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
