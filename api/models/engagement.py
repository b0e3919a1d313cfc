"""Engagements: the orders of public clients, whose numbers are written on invoices."""

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from api.domain.plain_text import compact
from api.models.base import Base
from api.models.structure import Structure


class Engagement(Base):
    """An order of `recipient`. `number_key` is the number as we compare it, derived from `number`.

    `service_code` is the service that ordered; the amount is in cents, tax included. What the
    client did not tell is null.
    """

    __tablename__ = "engagements"
    __table_args__ = (UniqueConstraint("recipient_id", "number_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(50))
    number_key: Mapped[str] = mapped_column(String(50))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("structures.id", ondelete="CASCADE"))
    supplier_id: Mapped[int | None] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE"), index=True
    )
    service_code: Mapped[str | None] = mapped_column(String(100))
    market: Mapped[str | None] = mapped_column(String(50))
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    recipient: Mapped[Structure] = relationship(lazy="raise", foreign_keys=[recipient_id])
    supplier: Mapped[Structure | None] = relationship(lazy="raise", foreign_keys=[supplier_id])

    @validates("number")
    def _derive_key(self, _: str, number: str) -> str:
        self.number_key = compact(number)
        return number
