"""From the table to what is shown, which depends on the side the reader stands on."""

from typing import Any

from api.core.clock import now
from api.domain.invoice_search import Match
from api.domain.invoice_status import recipient_next_step, validator_next_step, works_next_step
from api.domain.invoice_transitions import Side, targets
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
        meaning=status.meaning,
        next_step=_next_step(invoice, reader),
        since=invoice.status_since,
        reason=invoice.reason if status.explained else None,
        comment=invoice.comment if status.explained else None,
        returned_to_supplier=status.returned_to_supplier,
    )


def _next_step(invoice: Invoice, reader: Reader) -> str:
    """For who reads: a user on two sides is told what the supplier has to do."""
    sides = sides_of(invoice, reader)
    if Side.SUPPLIER in sides:
        return invoice.status.next_step
    works = sides & {Side.WORKS_MANAGER, Side.WORKS_OWNER}
    if works and Side.RECIPIENT not in sides:
        to_do = any(targets(invoice.status, invoice.framework, side) for side in works)
        return works_next_step(to_do=to_do)
    told = recipient_next_step if Side.RECIPIENT in sides else validator_next_step
    return told(invoice.status)


def _step(step: InvoiceStep) -> StepRead:
    return StepRead(
        code=step.status,
        label=step.status.label,
        at=step.at,
        actor=step.actor,
        comment=step.comment,
    )
