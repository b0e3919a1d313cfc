"""Sollicitations filed by users, and the counter that numbers them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure


class Sollicitation(Base):
    """A request to the support or to a public client.

    `idempotency_key` is the caller's, unique per user; `body_hash` is the SHA-256 (hex) of what
    was filed with it. `invoice_number` and `conversation_id` are copies, not links: an invoice or
    a conversation may be erased without touching what was filed.
    """

    __tablename__ = "sollicitations"
    __table_args__ = (UniqueConstraint("user_id", "idempotency_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structures.id"))
    category: Mapped[str] = mapped_column(String(64))
    sub_category: Mapped[str] = mapped_column(String(64))
    receiver: Mapped[Receiver] = mapped_column(CodeEnum(Receiver))
    status: Mapped[SollicitationStatus] = mapped_column(CodeEnum(SollicitationStatus))
    invoice_number: Mapped[str | None] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(String(128))
    body_hash: Mapped[str] = mapped_column(String(64))
    structure: Mapped[Structure] = relationship(lazy="raise")


class SollicitationCounter(Base):
    """The last number given in a year; its row is locked until the sollicitation is committed."""

    __tablename__ = "sollicitation_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
