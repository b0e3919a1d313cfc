"""Whom to ask about an invoice, and how."""

from dataclasses import dataclass

from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.kind import RETURNED, TO_VALIDATE, Kind
from api.domain.invoice_status import WORKS_STATUSES, InvoiceStatus

_BY_SOLLICITATION = (
    "Par une sollicitation de catégorie « Factures émises », sous-catégorie « Question pour une "
    "entité publique », en citant le numéro de la facture et sa date de dépôt."
)
_BY_CHAT = "En contactant un agent ou par une sollicitation, si cette étape dure."
_DIRECTLY = "Par vos moyens habituels : ce n’est pas au destinataire de le relancer."


@dataclass(frozen=True, slots=True)
class Ask:
    """`name` is a structure or « Support Chorus Pro »; `how`, a French sentence."""

    name: str
    how: str


def whom_to_ask(invoice: InvoiceFacts, kind: Kind, asker: Asker) -> Ask | None:
    """None when nobody else knows more: a draft, or a recipient's own invoice to treat."""
    if asker is not Asker.SUPPLIER:
        how = "Par vos moyens habituels, ou par le commentaire que vous joignez à l’état."
        return Ask(invoice.supplier_name, how) if kind is Kind.RETURNED else None
    if kind in {Kind.DRAFT, Kind.NONE}:
        return None
    if _with_validator(invoice.status):
        return Ask(invoice.validator_name or "Le titulaire ou le mandataire du marché", _DIRECTLY)
    if invoice.status in WORKS_STATUSES:
        return Ask("La maîtrise d’œuvre ou la maîtrise d’ouvrage du marché", _DIRECTLY)
    if not invoice.status.reached_recipient:
        return Ask("Support Chorus Pro", _BY_CHAT)
    return Ask(_recipient_name(invoice, kind), _BY_SOLLICITATION)


def _with_validator(status: InvoiceStatus) -> bool:
    return status in TO_VALIDATE or (status in RETURNED and not status.returned_to_supplier)


def _recipient_name(invoice: InvoiceFacts, kind: Kind) -> str:
    """With the service that treats the invoice; one that sent it back may not be the right one."""
    service = invoice.recipient.service(invoice.service_code or "")
    name = invoice.recipient.name
    return f"{name}, {service.name}" if service and kind is not Kind.RETURNED else name
