"""All of an invoice's row that decides of what may be done with it."""

from api.domain.invoice_actions import Situation
from api.models.invoice import Invoice


def situation_of(invoice: Invoice) -> Situation:
    return Situation(
        invoice.status,
        invoice.framework,
        two_validators=invoice.second_validator_id is not None,
        acknowledged=invoice.acknowledged_at is not None,
        rejection_treated=invoice.rejection_treated_at is not None,
    )
