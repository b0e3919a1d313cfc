"""How the supplier wants to be paid."""

from stdnum import iban as iban_rules

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, doubt_of_text, shown
from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import Reading

# Codes of UNTDID 4461: credit transfer (30), payment to a bank account (42), SEPA (58); the
# pivot's list has 30, 31 and 42.
_TRANSFERS = frozenset({"30", "31", "42", "58"})
_KEPT = 4


def _hidden(iban: str) -> str:
    """Enough to recognise it: « FR76…0189 »."""
    compact = "".join(iban.split())
    return f"{shown(compact[:_KEPT])}…{shown(compact[-_KEPT:])}" if len(compact) > 8 else "…"


def _means_missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.reading is Reading.TEXT or invoice.is_credit_note:
        return None
    return [] if invoice.payment_means else [Problem("Le moyen de paiement est absent du fichier.")]


def _iban_missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.payment_means not in _TRANSFERS or invoice.is_credit_note:
        return None
    if invoice.iban:
        return []
    message = f"Le paiement est demandé par virement (code {invoice.payment_means}) sans IBAN."
    return [Problem(message, invoice.payment_means)]


def _iban_wrong(subject: Subject) -> Problems:
    invoice = subject.invoice
    iban = invoice.iban if invoice else None
    if invoice is None or not iban:
        return None
    if iban_rules.is_valid(iban[:64]):
        return []
    message = f"L’IBAN {_hidden(iban)} est faux : sa clé ou sa longueur ne convient pas."
    return [Problem(message, _hidden(iban), severity=doubt_of_text(invoice))]


CHECKS = (
    Check(
        "payment.means_missing",
        Severity.REFUSED,
        "formats/payment-means-error",
        "Indiquez le moyen de paiement dans votre logiciel, par exemple 30 pour un virement.",
        _means_missing,
        "payment_means",
    ),
    Check(
        "payment.iban_missing",
        Severity.REFUSED,
        "filing/bank-details",
        "Ajoutez l’IBAN du compte à créditer.",
        _iban_missing,
        "iban",
    ),
    Check(
        "payment.iban_wrong",
        Severity.REFUSED,
        "filing/bank-details",
        "Recopiez l’IBAN depuis le relevé d’identité bancaire.",
        _iban_wrong,
        "iban",
    ),
)
