"""A diagnosed invoice as a card, and what can be done about it as buttons."""

from collections.abc import Iterable

from actions import french_format as french
from actions.diagnosis.invoice_words import findings_told
from actions.invoices.card import total
from actions.operations.starting import start
from actions.portal_diagnoses import InvoiceDiagnosis
from actions.reply import Button, Card, button, card, led_by

_MAX_PROPOSALS = 2
_PROPOSED = {
    "service_code": ("op_service", "Recycler avec le service {}"),
    "engagement": ("op_engagement", "Recycler avec l’engagement {}"),
    "recipient_siret": ("op_siret", "Recycler vers le SIRET {}"),
}
_AFTER_REJECTION = button("Que faire après un rejet ?", "faq_tracking_after_rejection")
_QUESTION = "QUESTION_ENTITE_PUBLIQUE"


def diagnosis_card(found: InvoiceDiagnosis) -> Card:
    """What is told in words leads; the fields recall the invoice itself."""
    invoice, payment = found.invoice, found.payment
    due = payment.due_on if payment else None
    overdue = payment.overdue_days if payment else None
    fields = [
        ("Statut", invoice.status.label),
        ("Depuis le", french.day(invoice.status.since) if invoice.status.since else None),
        ("Montant", total(invoice)),
        ("Destinataire", invoice.recipient.name),
        ("Échéance", french.calendar_day(due) if due else None),
        ("Retard", french.count(overdue, "jour", "jours") if overdue else None),
        ("Mise à jour", f"situation {french.as_of(found.as_of)}"),
    ]
    made = card("invoice", f"Facture {invoice.number}", fields, data=invoice.data())
    return led_by(findings_told(found), made)


def diagnosis_buttons(found: InvoiceDiagnosis) -> list[Button]:
    """What would mend it first; then the invoice itself."""
    reference = found.invoice.reference
    whole = button("Voir la facture", "invoice_status", invoice_number=reference)
    return [*_acts(found, reference), whole]


def _acts(found: InvoiceDiagnosis, reference: str) -> Iterable[Button]:
    match found.action.code:
        case "recycle":
            yield from _corrections(found, reference)
            yield start("Recycler maintenant", "recycle", op_invoice=reference)
        case "complete":
            yield start("Compléter avec un commentaire", "complete", op_invoice=reference)
            yield button("Comment ajouter une pièce ?", "faq_tracking_how_to_complete")
        case "acknowledge":
            yield start("J’ai compris", "acknowledge", op_invoice=reference)
            yield _AFTER_REJECTION
        case "resubmit_new":
            yield _AFTER_REJECTION
        case "ask_recipient":
            given = {"sol_invoice": reference, "sol_sub_category": _QUESTION}
            yield button("Poser la question au destinataire", "file_sollicitation", **given)
        case _:
            return


def _corrections(found: InvoiceDiagnosis, reference: str) -> Iterable[Button]:
    """The likeliest right values, one tap away from the summary that sends them."""
    for finding in found.findings:
        slot, title = _PROPOSED.get(finding.field or "", ("", ""))
        if slot and finding.is_to_correct:
            for proposal in finding.proposals[:_MAX_PROPOSALS]:
                given = {"op_invoice": reference, slot: proposal.value}
                yield start(title.format(proposal.value), "recycle", **given)
            return
