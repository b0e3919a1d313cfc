"""Credit notes (« avoirs », type 381)."""

from api.domain.invoice_checks.amounts import euros
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import Reading, ReadInvoice

_ENTRY = "filing/credit-note"
_KINDS = frozenset({"380", "381"})


def _credit_note(subject: Subject) -> ReadInvoice | None:
    invoice = subject.invoice
    return invoice if invoice is not None and invoice.is_credit_note else None


def _unknown_kind(subject: Subject) -> Problems:
    kind = subject.invoice.kind if subject.invoice else None
    if not kind:
        return None
    if kind in _KINDS:
        return []
    value = shown(kind)
    return [Problem(f"Le type de document « {value} » n’est ni 380 ni 381.", value)]


def _negative_invoice(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None or invoice.is_credit_note or invoice.total_incl_tax is None:
        return None
    if invoice.total_incl_tax >= 0:
        return []
    total = euros(invoice.total_incl_tax)
    return [Problem(f"Cette facture a un total négatif ({total}) : est-ce un avoir ?", total)]


def _negative_credit_note(subject: Subject) -> Problems:
    invoice = _credit_note(subject)
    if invoice is None or invoice.total_incl_tax is None:
        return None
    if invoice.total_incl_tax >= 0:
        return []
    total = euros(invoice.total_incl_tax)
    message = (
        f"Ce document est déjà un avoir (381) et son total est négatif ({total}) : "
        "il peut être compris comme une somme due."
    )
    return [Problem(message, total)]


def _means(subject: Subject) -> Problems:
    invoice = _credit_note(subject)
    if invoice is None:
        return None
    if not invoice.payment_means:
        return []
    value = shown(invoice.payment_means)
    message = f"Cet avoir porte un mode de paiement ({value}) : un avoir n’en a pas."
    return [Problem(message, value)]


def _no_origin(subject: Subject) -> Problems:
    invoice = _credit_note(subject)
    if invoice is None or invoice.reading is Reading.TEXT:
        return None
    if invoice.origin_number:
        return []
    return [Problem("Cet avoir ne cite pas la facture qu’il corrige.")]


def _after_rejection(subject: Subject) -> Problems:
    invoice = _credit_note(subject)
    if invoice is None or subject.own is None or subject.own.origin_rejected is None:
        return None
    if not subject.own.origin_rejected:
        return []
    value = shown(invoice.origin_number or "")
    message = f"La facture {value} que cet avoir corrige a été rejetée : elle est déjà écartée."
    return [Problem(message, value)]


CHECKS = (
    Check(
        "credit_note.unknown_kind",
        Severity.DOUBTFUL,
        _ENTRY,
        "Choisissez 380 pour une facture, 381 pour un avoir.",
        _unknown_kind,
        "kind",
    ),
    Check(
        "credit_note.negative_invoice",
        Severity.DOUBTFUL,
        _ENTRY,
        "Si c’est un avoir, donnez-lui le type « Avoir » (381).",
        _negative_invoice,
        "total_incl_tax",
    ),
    Check(
        "credit_note.negative_total",
        Severity.DOUBTFUL,
        _ENTRY,
        "Vérifiez avec votre éditeur le signe des montants d’un avoir.",
        _negative_credit_note,
        "total_incl_tax",
    ),
    Check(
        "credit_note.payment_means",
        Severity.DOUBTFUL,
        _ENTRY,
        "Retirez le mode de paiement de l’avoir.",
        _means,
        "payment_means",
    ),
    Check(
        "credit_note.origin_missing",
        Severity.INFO,
        _ENTRY,
        "Indiquez le numéro de la facture d’origine.",
        _no_origin,
        "origin_number",
    ),
    Check(
        "credit_note.after_rejection",
        Severity.DOUBTFUL,
        _ENTRY,
        "Gardez cet avoir dans votre comptabilité, et déposez la nouvelle facture.",
        _after_rejection,
        "origin_number",
    ),
)
