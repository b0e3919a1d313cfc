"""Invoices mirrored from the portal, and the steps they went through."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure


class Invoice(Base):
    """An invoice. Its number is unique per supplier and year; amounts are in cents, tax included.

    `number_key` is the number as we compare it, derived from `number`; `deposited_at` is null
    for a draft; `reason` and `comment` explain a return to the supplier, and nothing else.
    """

    __tablename__ = "invoices"
    __table_args__ = (UniqueConstraint("supplier_id", "number_key", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    number_key: Mapped[str] = mapped_column(String(20), index=True)
    issued_on: Mapped[date]
    year: Mapped[int]
    supplier_id: Mapped[int] = mapped_column(ForeignKey("structures.id"), index=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("structures.id"), index=True)
    framework: Mapped[BillingFramework] = mapped_column(CodeEnum(BillingFramework))
    service_code: Mapped[str | None] = mapped_column(String(100))
    engagement: Mapped[str | None] = mapped_column(String(50))
    market: Mapped[str | None] = mapped_column(String(50))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    status: Mapped[InvoiceStatus] = mapped_column(CodeEnum(InvoiceStatus))
    status_since: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(String(255))
    comment: Mapped[str | None] = mapped_column(Text)
    deposited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supplier: Mapped[Structure] = relationship(lazy="raise", foreign_keys=[supplier_id])
    recipient: Mapped[Structure] = relationship(lazy="raise", foreign_keys=[recipient_id])
    steps: Mapped[list["InvoiceStep"]] = relationship(
        lazy="raise",
        order_by="(InvoiceStep.at, InvoiceStep.id)",
        cascade="all, delete-orphan",
    )

    @validates("number")
    def _derive_key(self, _: str, number: str) -> str:
        self.number_key = compact(number)
        return number

    @validates("issued_on")
    def _derive_year(self, _: str, issued_on: date) -> date:
        self.year = issued_on.year
        return issued_on


class InvoiceStep(Base):
    """One line of an invoice's history."""

    __tablename__ = "invoice_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(
        ForeignKey("invoices.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[InvoiceStatus] = mapped_column(CodeEnum(InvoiceStatus))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    comment: Mapped[str | None] = mapped_column(Text)
