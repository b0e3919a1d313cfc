"""A diagnosis as the portal shows it."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, PlainSerializer

from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.finding import Field, Severity
from api.domain.invoice_diagnosis.kind import Kind
from api.portal.invoices.schemas import InvoiceSummary
from api.portal.schemas import Cents, Coded, LocalInstant


def _plain(value: Decimal) -> str:
    return f"{value:f}"


# `"10.15"`: percents are written as they were set, never as floating numbers.
Percent = Annotated[Decimal, PlainSerializer(_plain, return_type=str)]


class RecipientSays(BaseModel):
    """`label` is the state that the recipient, or a validator, gave the invoice."""

    reason: str | None
    comment: str | None
    label: str


class ProposalRead(BaseModel):
    """`score` goes from 0 (merely possible) to 100."""

    value: str
    label: str
    score: int


class FindingRead(BaseModel):
    code: str
    severity: Severity
    message: str
    field: Field | None
    value: str | None
    proposals: list[ProposalRead]


class SplitRead(BaseModel):
    ordonnateur_days: int
    comptable_days: int


class LateRead(BaseModel):
    """`rate_percent` (ECB + 8 points) and `interest` are null when the operator set no rate.

    `rate_on` is the day whose ECB rate holds; `as_of` is the last day counted.
    """

    rate_percent: Percent | None
    interest: Cents | None
    lump_sum: Cents
    as_of: date
    rate_on: date
    rate_source: str | None


class PaymentRead(BaseModel):
    """The legal delay, in days; `late` is null while in time or when a suspension blurs it."""

    recipient_type: Coded
    legal_days: int
    legal_basis: str
    started_on: date
    start_label: str
    days_elapsed: int
    due_on: date
    overdue_days: int
    split: SplitRead | None
    late: LateRead | None
    payment_status_returned: bool
    note: str | None


class AskRead(BaseModel):
    name: str
    how: str


class DiagnosisRead(BaseModel):
    """`explanation`: a paragraph of sixty words at most, then details after a blank line."""

    invoice: InvoiceSummary
    side: Asker
    kind: Kind
    explanation: str
    recipient_says: RecipientSays | None
    findings: list[FindingRead]
    action: Coded
    payment: PaymentRead | None
    next_step: str
    ask: AskRead | None
    as_of: LocalInstant


class InvoiceToExplain(InvoiceSummary):
    """`kind` is `returned` or `unpaid`; `overdue_days` is 0 unless it is the latter."""

    side: Asker
    kind: Kind
    overdue_days: int


class ToExplainPage(BaseModel):
    """Newest state first; `total` counts them all."""

    items: list[InvoiceToExplain]
    total: int
    as_of: LocalInstant
