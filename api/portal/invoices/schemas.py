"""An invoice as the portal shows it."""

from pydantic import BaseModel

from api.domain.invoice_search import Match
from api.portal.schemas import Cents, Coded, LocalInstant, StructureRef


class AmountRead(BaseModel):
    """Euros with two decimals, as a string: `"507.00"`."""

    incl_tax: Cents
    currency: str


class StatusRead(BaseModel):
    """`reason` and `comment` are null unless the invoice was returned or a validator refused it."""

    code: str
    label: str
    meaning: str
    next_step: str
    since: LocalInstant
    reason: str | None
    comment: str | None
    returned_to_supplier: bool


class StepRead(BaseModel):
    code: str
    label: str
    at: LocalInstant
    actor: str
    comment: str | None


class InvoiceSummary(BaseModel):
    """`payment_status_returned` is false when the recipient's accountant never feeds it back.

    `year` and the supplier's SIRET tell this invoice from others of its number.
    """

    number: str
    year: int
    framework: Coded
    supplier: StructureRef
    recipient: StructureRef
    service_code: str | None
    engagement: str | None
    market: str | None
    amount: AmountRead
    status: StatusRead
    deposited_at: LocalInstant | None
    payment_status_returned: bool
    as_of: LocalInstant


class FoundInvoice(InvoiceSummary):
    """An invoice found by `q`."""

    match: Match


class InvoiceRead(InvoiceSummary):
    """`history` is oldest first."""

    history: list[StepRead]


class InvoicePage(BaseModel):
    """The page that was asked for; `total` counts what all the pages hold."""

    items: list[FoundInvoice] | list[InvoiceSummary]
    total: int
