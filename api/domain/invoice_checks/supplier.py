"""Who sends the invoice."""

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, missing, shown
from api.domain.invoice_checks.identifier import digits, is_siret, malformed, wrong_key
from api.domain.invoice_checks.subject import Subject

_OWNER = "du fournisseur"


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    if invoice.supplier.identifier:
        return []
    return [
        missing(
            invoice,
            "L’identifiant du fournisseur (SIRET) est absent.",
            "Je ne trouve pas votre SIRET dans les trois premières pages.",
        )
    ]


def _malformed(subject: Subject) -> Problems:
    return malformed(subject.invoice.supplier, _OWNER) if subject.invoice else None


def _key(subject: Subject) -> Problems:
    if subject.invoice is None:
        return None
    return wrong_key(subject.invoice.supplier, _OWNER, known=subject.supplier_known)


def _not_yours(subject: Subject) -> Problems:
    written = subject.invoice.supplier.siret if subject.invoice else None
    if not written or not is_siret(written) or subject.own is None:
        return None
    if digits(written) in subject.own.sirets:
        return []
    value = shown(digits(written))
    message = f"Le SIRET du fournisseur, {value}, n’est celui d’aucune de vos structures."
    return [Problem(message, value)]


def _same(subject: Subject) -> Problems:
    if subject.invoice is None:
        return None
    supplier, recipient = subject.invoice.supplier.siret, subject.invoice.recipient.siret
    if not supplier or not recipient:
        return None
    if digits(supplier) != digits(recipient):
        return []
    value = shown(digits(supplier))
    message = f"Le fournisseur et le destinataire ont le même SIRET, {value}."
    return [Problem(message, value)]


CHECKS = (
    Check(
        "supplier.siret_missing",
        Severity.REFUSED,
        "filing/required-elements",
        "Indiquez le SIRET de votre structure sur la facture, dans les trois premières pages.",
        _missing,
        "supplier",
    ),
    Check(
        "supplier.siret_malformed",
        Severity.REFUSED,
        "structures/siren-siret-nic",
        "Écrivez les 14 chiffres de votre SIRET : le SIREN suivi du NIC de l’établissement.",
        _malformed,
        "supplier",
    ),
    Check(
        "supplier.siret_key",
        Severity.DOUBTFUL,
        "structures/siren-siret-nic",
        "Comparez chaque chiffre avec celui de la fiche de votre structure.",
        _key,
        "supplier",
    ),
    Check(
        "supplier.not_yours",
        Severity.DOUBTFUL,
        "structures/attach-to-structure",
        "Corrigez le SIRET, ou demandez votre rattachement à la structure qui facture.",
        _not_yours,
        "supplier",
    ),
    Check(
        "supplier.is_recipient",
        Severity.DOUBTFUL,
        "filing/required-elements",
        "Mettez votre SIRET comme fournisseur, et celui de votre client public comme destinataire.",
        _same,
        "supplier",
    ),
)
