"""What usually follows a state; the bracketed steps of the circuit are optional."""

from collections.abc import Mapping

from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_next_step import NOTHING_EXPECTED, TO_BE_VALIDATED, recipient_next_step
from api.domain.invoice_status import InvoiceStatus

_ORDERING = (
    "L’ordonnateur constate le service fait et mandate la facture, puis le comptable public la "
    "paie."
)
_PAYING = "Le comptable public prend la facture en compte, puis lance le paiement."

_USUAL: Mapping[InvoiceStatus, str] = {
    InvoiceStatus.DRAFT: "L’envoi par le fournisseur, puis le dépôt.",
    InvoiceStatus.DEPOSITED: "L’acheminement, puis la mise à disposition du destinataire.",
    InvoiceStatus.IN_TRANSIT: "La mise à disposition du destinataire.",
    InvoiceStatus.AVAILABLE: _ORDERING,
    InvoiceStatus.TAKEN_BY_RECIPIENT: _ORDERING,
    InvoiceStatus.COMPLETED: f"Le destinataire reprend le traitement. {_ORDERING}",
    InvoiceStatus.SERVICE_DONE: "L’ordonnateur mandate la facture, puis le comptable la paie.",
    InvoiceStatus.PAYMENT_ORDERED: f"Le mandat arrive chez le comptable public. {_PAYING}",
    InvoiceStatus.WITH_ACCOUNTANT: _PAYING,
    InvoiceStatus.POSTED: "Le comptable public lance le paiement : « Mise en paiement ».",
    InvoiceStatus.PAID: "L’arrivée du virement sur le compte bancaire du fournisseur.",
}


def usual_next_step(invoice: InvoiceFacts, asker: Asker) -> str:
    """A French sentence: of the circuit, else what this side has to do."""
    status = invoice.status
    if status in _USUAL:
        return _USUAL[status]
    if asker is Asker.SUPPLIER:
        return status.next_step
    if asker is Asker.RECIPIENT:
        return recipient_next_step(status, invoice.framework)
    waits = status in {InvoiceStatus.TO_VALIDATE_1, InvoiceStatus.TO_VALIDATE_2}
    return TO_BE_VALIDATED if waits else NOTHING_EXPECTED
