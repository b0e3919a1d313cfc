"""What sort of answer an invoice calls for."""

from enum import StrEnum

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus


class Kind(StrEnum):
    """`none`: a step of which we know too little to explain more than its meaning."""

    RETURNED = "returned"
    UNPAID = "unpaid"
    WAITING = "waiting"
    PAID = "paid"
    DRAFT = "draft"
    NONE = "none"


# Sent back to the supplier, by the recipient or by a validator.
RETURNED = frozenset(
    {
        InvoiceStatus.TO_RECYCLE,
        InvoiceStatus.SUSPENDED,
        InvoiceStatus.REJECTED,
        InvoiceStatus.REFUSED_1,
        InvoiceStatus.REFUSED_2,
        InvoiceStatus.WRONG_VALIDATOR_BY_SUPPLIER,
        InvoiceStatus.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
    }
)
# With a validator: the client has not received the invoice, no delay is counted yet.
TO_VALIDATE = frozenset({InvoiceStatus.TO_VALIDATE_1, InvoiceStatus.TO_VALIDATE_2})
# On the way to payment, and counted against the legal delay.
COUNTED = frozenset(
    {
        InvoiceStatus.DEPOSITED,
        InvoiceStatus.IN_TRANSIT,
        InvoiceStatus.VALIDATED_1,
        InvoiceStatus.VALIDATED_2,
        InvoiceStatus.NOT_VALIDATED_IN_TIME_1,
        InvoiceStatus.NOT_VALIDATED_IN_TIME_2,
        InvoiceStatus.AVAILABLE,
        InvoiceStatus.COMPLETED,
        InvoiceStatus.TAKEN_BY_RECIPIENT,
        InvoiceStatus.SERVICE_DONE,
        InvoiceStatus.PAYMENT_ORDERED,
        InvoiceStatus.WITH_ACCOUNTANT,
        InvoiceStatus.POSTED,
        InvoiceStatus.WORKS_AVAILABLE_MOE,
        InvoiceStatus.WORKS_LATE_MOE,
        InvoiceStatus.WORKS_TAKEN_MOE,
        InvoiceStatus.WORKS_AVAILABLE_MOA,
        InvoiceStatus.WORKS_TAKEN_MOA,
        InvoiceStatus.WORKS_SENT_MOA,
    }
)
# Frameworks of invoices whose delay starts on their deposit.
FROM_DEPOSIT = frozenset({BillingFramework.A1, BillingFramework.A9, BillingFramework.A12})
# No payment is expected of the client: paid already, or under rules of their own.
UNCOUNTED = frozenset({BillingFramework.A2, BillingFramework.A3, BillingFramework.A21})


def kind_of(status: InvoiceStatus, *, overdue: bool) -> Kind:
    if status in RETURNED:
        return Kind.RETURNED
    if status in TO_VALIDATE:
        return Kind.WAITING
    if status in COUNTED:
        return Kind.UNPAID if overdue else Kind.WAITING
    if status is InvoiceStatus.DRAFT:
        return Kind.DRAFT
    return Kind.PAID if status is InvoiceStatus.PAID else Kind.NONE
