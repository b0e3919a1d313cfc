"""What the one who asks may do about an invoice."""

from collections.abc import Mapping

from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.kind import Kind
from api.domain.invoice_status import InvoiceStatus
from api.domain.labelled import LabelledEnum


class Action(LabelledEnum):
    """The first three are routes of the portal; labels are what a button says."""

    RECYCLE = "recycle", "Recycler maintenant"
    COMPLETE = "complete", "Compléter la facture"
    ACKNOWLEDGE = "acknowledge", "Acquitter le rejet"
    RESUBMIT_NEW = "resubmit_new", "Émettre une nouvelle facture, sous un nouveau numéro"
    WAIT = "wait", "Patienter"
    ASK_RECIPIENT = "ask_recipient", "Interroger le destinataire"
    NONE = "none", "Rien à faire ici"


_TO_TREAT = "La traiter dans « Factures reçues »"
_FOR_RECIPIENT: Mapping[Kind, str] = {
    Kind.UNPAID: _TO_TREAT,
    Kind.WAITING: _TO_TREAT,
    Kind.RETURNED: "Attendre le fournisseur",
}
_FOR_SUPPLIER: Mapping[Kind, str] = {
    Kind.DRAFT: "Valider et envoyer le brouillon",
    Kind.RETURNED: "Corriger la facture dans « Factures émises »",
}


def action_for(invoice: InvoiceFacts, kind: Kind, asker: Asker) -> Action:
    """A recipient acts in « Factures reçues »: nothing is offered to it here."""
    if asker is not Asker.SUPPLIER:
        return Action.WAIT if kind is Kind.RETURNED else Action.NONE
    if kind is Kind.RETURNED:
        return _after_return(invoice)
    if kind is Kind.UNPAID and invoice.status.reached_recipient:
        return Action.ASK_RECIPIENT
    return Action.WAIT if kind in {Kind.UNPAID, Kind.WAITING} else Action.NONE


def action_label(action: Action, kind: Kind, asker: Asker) -> str:
    """What to do where no route of ours does it, else the label of the action."""
    if asker is Asker.RECIPIENT:
        return _FOR_RECIPIENT.get(kind, action.label)
    if asker is Asker.SUPPLIER and action is Action.NONE:
        return _FOR_SUPPLIER.get(kind, action.label)
    return action.label


def _after_return(invoice: InvoiceFacts) -> Action:
    match invoice.status:
        case InvoiceStatus.TO_RECYCLE:
            return Action.RECYCLE
        case InvoiceStatus.SUSPENDED:
            return Action.COMPLETE
        case InvoiceStatus.REJECTED if not invoice.rejection_acknowledged:
            return Action.ACKNOWLEDGE
        case InvoiceStatus.REJECTED:
            return Action.RESUBMIT_NEW
        case _:
            return Action.NONE
