"""Sollicitations, their history and files, and the counter that numbers them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.sollicitation_acts import Act, Party
from api.domain.sollicitations import Receiver, SollicitationStatus
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure


class Sollicitation(Base):
    """A request to the support or to a public client.

    `idempotency_key` is the caller's, unique per user, or per conversation for an anonymous one
    (`anonymous_key` holds both, without them being told apart by a null); `body_hash` is the
    SHA-256 (hex) of what was filed with it. `invoice_number` and `conversation_id` are copies,
    not links: an invoice or a conversation may be erased without touching what was filed;
    `invoice_name` is `number@siret@year`, which tells invoices of one number apart.
    `structure` is the author's, `addressee` the public client's; an anonymous author has none,
    and is known by `email`. `assignee` is a login: an agent's, or a user's of the addressee.
    """

    __tablename__ = "sollicitations"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_sollicitations_receiver", "receiver", "status", "due_at"),
        Index("ix_sollicitations_addressee_id", "addressee_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    anonymous_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    author_name: Mapped[str] = mapped_column(String(200), server_default="")
    email: Mapped[str | None] = mapped_column(String(254))
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"))
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"))
    category: Mapped[str] = mapped_column(String(64))
    sub_category: Mapped[str] = mapped_column(String(64))
    receiver: Mapped[Receiver] = mapped_column(CodeEnum(Receiver))
    status: Mapped[SollicitationStatus] = mapped_column(CodeEnum(SollicitationStatus))
    invoice_number: Mapped[str | None] = mapped_column(String(20))
    invoice_name: Mapped[str | None] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120), server_default="")
    description: Mapped[str] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    assignee: Mapped[str | None] = mapped_column(String(120), index=True)
    assignee_name: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(String(128))
    body_hash: Mapped[str] = mapped_column(String(64))
    structure: Mapped[Structure | None] = relationship(lazy="raise", foreign_keys=[structure_id])
    addressee: Mapped[Structure | None] = relationship(lazy="raise", foreign_keys=[addressee_id])


class SollicitationStep(Base):
    """One act of the history; never changed. `status` is the state that it led to.

    `key` is the caller's idempotency key, or the `Message-ID` of a mail, unique in its
    sollicitation; `body_hash` tells whether it is used again for something else.
    """

    __tablename__ = "sollicitation_steps"
    __table_args__ = (UniqueConstraint("sollicitation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sollicitation_id: Mapped[int] = mapped_column(
        ForeignKey("sollicitations.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[Act] = mapped_column(CodeEnum(Act))
    party: Mapped[Party] = mapped_column(CodeEnum(Party))
    author_login: Mapped[str | None] = mapped_column(String(120))
    author_name: Mapped[str] = mapped_column(String(200))
    status: Mapped[SollicitationStatus] = mapped_column(CodeEnum(SollicitationStatus))
    text: Mapped[str | None] = mapped_column(Text)
    by_mail: Mapped[bool] = mapped_column(server_default="0")
    key: Mapped[str | None] = mapped_column(String(255))
    body_hash: Mapped[str] = mapped_column(String(64), server_default="")


class SollicitationFile(Base):
    """A file joined to a step; not said yet, or of a draft, while `step_id` is null.

    The bytes are in `data_dir/sollicitation_files/`, under their SHA-256; `size` is in bytes.
    Until it is said, only its `owner` (a side, and a login) knows of it; null for what arrives
    with its step.
    """

    __tablename__ = "sollicitation_files"
    __table_args__ = (UniqueConstraint("sollicitation_id", "step_id", "sha256", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sollicitation_id: Mapped[int] = mapped_column(
        ForeignKey("sollicitations.id", ondelete="CASCADE"), index=True
    )
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("sollicitation_steps.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(50))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    owner: Mapped[str | None] = mapped_column(String(160))


class SollicitationCounter(Base):
    """The last number given in a year; its row is locked until the sollicitation is committed."""

    __tablename__ = "sollicitation_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
