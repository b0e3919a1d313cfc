"""What is asked about one invoice, and the sentence that answers it."""

import re
from collections.abc import Callable

from actions import french_format as french
from actions.french_words import fold
from actions.invoices.card import describe, payment_note, total
from actions.portal_models import Invoice

Answer = Callable[[Invoice], str]
_PAID = "MISE_EN_PAIEMENT"


def answer_about(text: str, invoice: Invoice) -> str:
    """Short when one thing was asked; the whole invoice when none was recognised."""
    folded = fold(text)
    answer = next((answer for words, answer in _ASPECTS if re.search(words, folded)), describe)
    return answer(invoice)


def _payment(invoice: Invoice) -> str:
    if invoice.status.code == _PAID:
        return _joined(f"Oui : {_stands(invoice)}", invoice.status.meaning)
    head = "Non" if invoice.status.returned_to_supplier else "Pas encore"
    note = payment_note(invoice) or invoice.status.next_step
    return _joined(f"{head} : {_stands(invoice)}", note)


def _why(invoice: Invoice) -> str:
    reason = invoice.status.reason or invoice.status.meaning
    comment = invoice.status.comment
    said = f"Commentaire du destinataire : {comment}" if comment else None
    return _joined(_stands(invoice), reason, said, invoice.status.next_step)


def _next_step(invoice: Invoice) -> str:
    return _joined(_stands(invoice), invoice.status.next_step)


def _amount(invoice: Invoice) -> str:
    return f"Le montant de {_the(invoice)} est de {total(invoice)}."


def _recipient(invoice: Invoice) -> str:
    to = f"{invoice.recipient.name} (SIRET {french.siret(invoice.recipient.siret)})"
    service = f", service {invoice.service_code}" if invoice.service_code else ""
    return f"Le destinataire de {_the(invoice)} est {to}{service}."


def _supplier(invoice: Invoice) -> str:
    name, siret = invoice.supplier.name, french.siret(invoice.supplier.siret)
    return f"Le fournisseur de {_the(invoice)} est {name} (SIRET {siret})."


def _dates(invoice: Invoice) -> str:
    deposit = invoice.deposited_at
    deposited = (
        f"La facture {invoice.number} a été déposée le {french.day(deposit)}"
        if deposit
        else f"La facture {invoice.number} n’a pas encore été déposée"
    )
    return f"{deposited}. Elle est au statut « {invoice.status.label} »{_since(invoice)}."


def _reference(label: str, read: Callable[[Invoice], str | None]) -> Answer:
    def answer(invoice: Invoice) -> str:
        value = read(invoice)
        if value:
            return f"{label} de {_the(invoice)} : {value}."
        return f"{_the(invoice).capitalize()} ne porte pas cette mention ({label.lower()})."

    return answer


def _framework(invoice: Invoice) -> str | None:
    return invoice.framework.label if invoice.framework else None


_ASPECTS: tuple[tuple[str, Answer], ...] = (
    (r"pourquoi|\bmotif|\braison|commentaire|pour quelle|comment ca se fait|\bpk\b", _why),
    (r"\bpaye|\bregle|\bvire|paiement|\bargent|encaiss|verse", _payment),
    (r"engagement|bon de commande|commande", _reference("Engagement", lambda i: i.engagement)),
    (r"\bmarche\b", _reference("Marché", lambda i: i.market)),
    (r"\bcadre\b", _reference("Cadre de facturation", _framework)),
    (r"\bservice\b", _reference("Code service", lambda i: i.service_code)),
    (r"quand|\bdate|depuis|combien de temps|quel jour", _dates),
    (r"montant|combien|\btotal|\bprix|\bsomme|ttc", _amount),
    (r"fournisseur|emett|qui l a (?:envoye|emise|depose)", _supplier),
    (
        r"a qui|destinataire|client|quelle (?:structure|mairie)|pour qui|chez qui|envoye|adresse",
        _recipient,
    ),
    (
        r"que faire|quoi faire|dois je|faut il|qu est ce que je (?:dois|fais)|prochaine etape|"
        r"et maintenant|\bapres\b|suite",
        _next_step,
    ),
)


def _the(invoice: Invoice) -> str:
    return f"la facture {invoice.number}"


def _stands(invoice: Invoice) -> str:
    return f"{_the(invoice)} est au statut « {invoice.status.label} »{_since(invoice)}"


def _since(invoice: Invoice) -> str:
    since = invoice.status.since
    return f" depuis le {french.day(since)}" if since else ""


def _joined(*parts: str | None) -> str:
    """Sentences, each with its capital and its full stop."""
    told = (part.strip() for part in parts if part)
    return " ".join(
        f"{part[0].upper()}{part[1:]}" + ("" if part[-1] in ".!?" else ".") for part in told
    )
