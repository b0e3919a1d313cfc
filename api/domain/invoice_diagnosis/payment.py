"""Where the payment of one invoice stands in its legal delay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.kind import COUNTED, FROM_DEPOSIT, UNCOUNTED
from api.domain.invoice_status import InvoiceStatus
from api.domain.payment_delay import EcbRate, LateInterest, PaymentDelay, delay_of, late_interest

_FROM_DEPOSIT = "dépôt sur Chorus Pro, ou exécution de la prestation si elle est postérieure"
_FROM_MOE = "réception par la maîtrise d’œuvre"
_AT_MOE = frozenset({InvoiceStatus.WORKS_AVAILABLE_MOE, InvoiceStatus.WORKS_TAKEN_MOE})
_DELAYED = COUNTED | {InvoiceStatus.SUSPENDED, InvoiceStatus.PAID}
# Articles R2192-27 to R2192-29: what we read of them does not tie the state to a notification.
_INTERRUPTED = (
    "La facture a été suspendue : si une interruption du délai a été notifiée au fournisseur, un "
    "nouveau délai s’ouvre à la réception de ce qui manquait, et l’échéance est plus tardive."
)
_RECYCLED = "La facture a été recyclée : nous comptons depuis la date de dépôt que dit le portail."


@dataclass(frozen=True, slots=True)
class Payment:
    """`late` is None while in time, or while the invoice is suspended.

    `doubtful`: it was suspended, and only its parties know whether that interrupted the delay.
    """

    delay: PaymentDelay
    start_label: str
    late: LateInterest | None
    doubtful: bool
    note: str | None


def payment_of(
    invoice: InvoiceFacts, now: datetime, zone: tzinfo, rates: Iterable[EcbRate]
) -> Payment | None:
    """None where no delay is known to run: type of client or start unknown, credit note…"""
    recipient_type = invoice.recipient.recipient_type
    start = _start_of(invoice)
    if recipient_type is None or start is None or not _is_due(invoice):
        return None
    paid = invoice.status is InvoiceStatus.PAID
    on = _local_day(invoice.status_since if paid else now, zone)
    delay = delay_of(recipient_type, _local_day(start[0], zone), on)
    suspended = invoice.status is InvoiceStatus.SUSPENDED
    late = None if suspended else late_interest(delay, invoice.amount_cents, rates)
    doubtful = suspended or invoice.went_through(InvoiceStatus.SUSPENDED)
    return Payment(delay, start[1], late, doubtful, _note(invoice, doubtful=doubtful))


def _is_due(invoice: InvoiceFacts) -> bool:
    """Interest is counted in euros, on what a client owes."""
    owed = invoice.amount_cents > 0 and not invoice.credit_note
    return owed and invoice.status in _DELAYED and invoice.currency == "EUR"


def _start_of(invoice: InvoiceFacts) -> tuple[datetime, str] | None:
    if invoice.framework in UNCOUNTED:
        return None
    if invoice.framework in FROM_DEPOSIT:
        deposited = invoice.deposited_at
        return None if deposited is None else (deposited, _FROM_DEPOSIT)
    received = (step.at for step in invoice.steps if step.status in _AT_MOE)
    first = next(received, None)
    return None if first is None else (first, _FROM_MOE)


def _note(invoice: InvoiceFacts, *, doubtful: bool) -> str | None:
    if doubtful:
        return _INTERRUPTED
    return _RECYCLED if invoice.went_through(InvoiceStatus.TO_RECYCLE) else None


def _local_day(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()
