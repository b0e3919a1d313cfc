"""All that an explanation speaks of, computed once."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from api.domain.french_figures import day, euros, moment
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.finding import Finding
from api.domain.invoice_diagnosis.kind import Kind
from api.domain.invoice_diagnosis.payment import Payment
from api.domain.invoice_diagnosis.wording import shortened


@dataclass(frozen=True, slots=True)
class Scene:
    invoice: InvoiceFacts
    kind: Kind
    payment: Payment | None
    findings: tuple[Finding, ...]
    now: datetime
    zone: tzinfo

    @property
    def client(self) -> str:
        return shortened(self.invoice.recipient.name)

    @property
    def supplier(self) -> str:
        return shortened(self.invoice.supplier_name)

    @property
    def since(self) -> str:
        return day(self.invoice.status_since.astimezone(self.zone))

    @property
    def at(self) -> str:
        return moment(self.now, self.zone)

    @property
    def amount(self) -> str:
        return euros(self.invoice.amount_cents, self.invoice.currency)

    @property
    def deposited_on(self) -> str | None:
        at = self.invoice.deposited_at
        return None if at is None else day(at.astimezone(self.zone))
