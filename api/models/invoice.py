"""Invoices mirrored from the portal, and the steps they went through."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact
from api.models.base import Base, CodeEnum, UtcDateTime
from api.models.structure import Structure


class Invoice(Base):
    """An invoice. Its number is unique per supplier and year; amounts are in cents, tax included.

    `number_key` is the number as we compare it, derived from `number`; `deposited_at` is null
    for a draft; `reason` and `comment` explain a return to the supplier or a validator's refusal,
    and nothing else. `status` is written by `api.portal.invoices.lifecycle` alone.

    `validator_id` and `second_validator_id` are the structures whose accord is needed, titulaire
    or mandataire; `answer_by` is when the silence of who holds the invoice is established, null
    where no delay runs. `mandate_number` is the recipient's order to pay.

    A works document, whose supplier is the titulaire whoever deposits it, names its maîtrise
    d'œuvre (`works_manager_id`) and its maîtrise d'ouvrage (`works_owner_id`); `previous_id` is
    the document that it answers, replaces or deposits again.

    What only some files say is null elsewhere: the other amounts, in cents; `vat`, a list of
    `{"rate": "20.00", "base_cents", "tax_cents"}`; `payment_means`, a code of UNTDID 4461 (`30`);
    `origin_number`, the invoice that a credit note corrects. `document_type` is `380`, or `381`
    for a credit note.
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
    validator_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"), index=True)
    second_validator_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"), index=True)
    works_manager_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"), index=True)
    works_owner_id: Mapped[int | None] = mapped_column(ForeignKey("structures.id"), index=True)
    previous_id: Mapped[int | None] = mapped_column(
        ForeignKey("invoices.id", ondelete="SET NULL"), index=True
    )
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    mandate_number: Mapped[str | None] = mapped_column(String(50))
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rejection_treated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    document_type: Mapped[str] = mapped_column(String(3), default="380", server_default="380")
    origin_number: Mapped[str | None] = mapped_column(String(20))
    excl_tax_cents: Mapped[int | None] = mapped_column(BigInteger)
    tax_cents: Mapped[int | None] = mapped_column(BigInteger)
    due_cents: Mapped[int | None] = mapped_column(BigInteger)
    vat: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    payment_means: Mapped[str | None] = mapped_column(String(3))
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
    """One line of an invoice's history; `actor` is a name to show, a person's or a structure's."""

    __tablename__ = "invoice_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(
        ForeignKey("invoices.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[InvoiceStatus] = mapped_column(CodeEnum(InvoiceStatus))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(255))
    comment: Mapped[str | None] = mapped_column(Text)
