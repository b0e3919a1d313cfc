"""From the table to what is shown, which depends on the side the reader stands on."""

from typing import Any

from api.core.clock import now
from api.domain.invoice_next_step import meaning_of, next_step
from api.domain.invoice_search import Match
from api.domain.reader import Reader
from api.models.invoice import Invoice, InvoiceStep
from api.portal.invoices.schemas import (
    AmountRead,
    FoundInvoice,
    InvoiceRead,
    InvoiceSummary,
    StatusRead,
    StepRead,
)
from api.portal.invoices.sides import sides_of
from api.portal.invoices.situation import situation_of
from api.portal.schemas import Coded, StructureRef


def summary_of(invoice: Invoice, reader: Reader) -> InvoiceSummary:
    return InvoiceSummary(**_common(invoice, reader))


def found_of(invoice: Invoice, reader: Reader, match: Match) -> FoundInvoice:
    return FoundInvoice(**_common(invoice, reader), match=match)


def detail_of(invoice: Invoice, reader: Reader) -> InvoiceRead:
    history = [_step(step) for step in invoice.steps]
    return InvoiceRead(**_common(invoice, reader), history=history)


def _common(invoice: Invoice, reader: Reader) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "year": invoice.year,
        "framework": Coded.of(invoice.framework, invoice.framework),
        "supplier": StructureRef.model_validate(invoice.supplier),
        "recipient": StructureRef.model_validate(invoice.recipient),
        "service_code": invoice.service_code,
        "engagement": invoice.engagement,
        "market": invoice.market,
        "amount": AmountRead(incl_tax=invoice.amount_cents, currency=invoice.currency),
        "status": _status(invoice, reader),
        "deposited_at": invoice.deposited_at,
        "payment_status_returned": invoice.recipient.payment_status_returned,
        "as_of": now(),
    }


def _status(invoice: Invoice, reader: Reader) -> StatusRead:
    status = invoice.status
    return StatusRead(
        code=status,
        label=status.label,
        meaning=meaning_of(status, invoice.framework),
        next_step=next_step(situation_of(invoice), sides_of(invoice, reader)),
        since=invoice.status_since,
        reason=invoice.reason if status.explained else None,
        comment=invoice.comment if status.explained else None,
        returned_to_supplier=status.returned_to_supplier,
    )


def _step(step: InvoiceStep) -> StepRead:
    return StepRead(
        code=step.status,
        label=step.status.label,
        at=step.at,
        actor=step.actor,
        comment=step.comment,
    )
