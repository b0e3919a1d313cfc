"""What a diagnosis starts from: the invoice, its recipient's parameters, the engagements known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from api.domain.billing_framework import BillingFramework
from api.domain.engagement_format import EngagementFormat, fits, format_of
from api.domain.invoice_status import InvoiceStatus
from api.domain.recipient_type import RecipientType
from api.domain.structures import Requirement


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service of the recipient; its validity includes both days, None leaves that side free."""

    code: str
    name: str
    active: bool = True
    engagement_required: bool = False
    valid_from: date | None = None
    valid_until: date | None = None

    def is_open(self, on: date) -> bool:
        return self.active and not self.begins_after(on) and not self.ended_before(on)

    def begins_after(self, on: date) -> bool:
        return self.valid_from is not None and on < self.valid_from

    def ended_before(self, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on


@dataclass(frozen=True, slots=True)
class KnownEngagement:
    """An engagement that the recipient took towards this supplier."""

    number: str
    service_code: str | None = None
    market: str | None = None


@dataclass(frozen=True, slots=True)
class Sibling:
    """An active public structure of the same SIREN: another budget of the same body."""

    siret: str
    name: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """A public structure and its parameters, as the directory holds them today."""

    siret: str
    name: str
    active: bool = True
    requires: Requirement = field(default_factory=Requirement)
    recipient_type: RecipientType | None = None
    payment_status_returned: bool = True
    services: Sequence[KnownService] = ()
    siblings: Sequence[Sibling] = ()

    @property
    def engagement_format(self) -> EngagementFormat | None:
        return format_of(self.siret, self.recipient_type)

    def service(self, code: str) -> KnownService | None:
        return next((item for item in self.services if item.code == code), None)

    def accepts_service(self, code: str, on: date) -> bool:
        service = self.service(code)
        return service is not None and service.is_open(on)

    def accepts_engagement(self, number: str) -> bool:
        expected = self.engagement_format
        return expected is None or not expected.strict or fits(number, expected)


@dataclass(frozen=True, slots=True)
class PastStep:
    status: InvoiceStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice as a diagnosis sees it; instants are aware, `steps` oldest first."""

    number: str
    framework: BillingFramework
    supplier_name: str
    recipient: Recipient
    amount_cents: int
    currency: str
    status: InvoiceStatus
    status_since: datetime
    deposited_at: datetime | None
    service_code: str | None = None
    engagement: str | None = None
    market: str | None = None
    reason: str | None = None
    comment: str | None = None
    # Who has to validate it now, for subcontractors and co-contractors.
    validator_name: str | None = None
    rejection_acknowledged: bool = False
    credit_note: bool = False
    steps: Sequence[PastStep] = ()
    engagements: Sequence[KnownEngagement] = ()

    def went_through(self, status: InvoiceStatus) -> bool:
        return any(step.status is status for step in self.steps)
