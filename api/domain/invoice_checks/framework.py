"""The billing framework (« cadre de facturation »), and what it implies."""

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.subject import Subject

_KNOWN = {framework.name: framework for framework in BillingFramework}
_ORDINARY = frozenset({"A1", "A2", "A9", "A12"})
_OWN_CIRCUIT = frozenset({"A3", "A21"})
_VALIDATED_FIRST = frozenset({"A9", "A12"})


def _written(subject: Subject) -> str | None:
    return (subject.invoice.framework if subject.invoice else None) or None


def _known(subject: Subject) -> str | None:
    written = _written(subject)
    return written if written in _KNOWN else None


def _unknown(subject: Subject) -> Problems:
    written = _written(subject)
    if written is None:
        return None
    if written in _KNOWN:
        return []
    value = shown(written)
    return [Problem(f"Le cadre de facturation « {value} » n’existe pas (A1 à A25).", value)]


def _works(subject: Subject) -> Problems:
    written = _known(subject)
    if written is None:
        return None
    if written in _ORDINARY or written in _OWN_CIRCUIT:
        return []
    message = f"Le cadre {_KNOWN[written].label} est celui d’un document de marché de travaux."
    return [Problem(message, written)]


def _own_circuit(subject: Subject) -> Problems:
    written = _known(subject)
    if written is None:
        return None
    if written not in _OWN_CIRCUIT:
        return []
    message = f"Le cadre {_KNOWN[written].label} a son application à lui."
    entry_fix = (
        "Déposez le mémoire dans l’application « Mémoires de frais de justice »."
        if written == "A3"
        else "Déposez la demande dans l’application « Demande de remboursement TIC »."
    )
    return [Problem(message, written, entry_fix)]


def _needs_validator(subject: Subject) -> Problems:
    written = _known(subject)
    if written is None:
        return None
    if written not in _VALIDATED_FIRST:
        return []
    message = (
        f"Avec le cadre {_KNOWN[written].label}, la facture passe d’abord par un valideur "
        "(le titulaire ou le mandataire du marché)."
    )
    return [Problem(message, written)]


def _already_paid(subject: Subject) -> Problems:
    written = _known(subject)
    if written is None:
        return None
    if written != "A2":
        return []
    message = "Le cadre A2 dit que la facture est déjà payée : votre client ne la réglera pas."
    return [Problem(message, written)]


def _paid_but_due(subject: Subject) -> Problems:
    due = subject.invoice.due if subject.invoice else None
    if _known(subject) != "A2" or due is None:
        return None
    if due == 0:
        return []
    message = f"Le cadre A2 dit que la facture est déjà payée, et il reste {due} à payer."
    return [Problem(message, str(due))]


CHECKS = (
    Check(
        "framework.unknown",
        Severity.REFUSED,
        "filing/billing-frameworks",
        "Prenez A1 pour une facture ordinaire, A2 si elle est déjà payée, "
        "A9 pour un sous-traitant, A12 pour un cotraitant.",
        _unknown,
        "framework",
    ),
    Check(
        "framework.works",
        Severity.DOUBTFUL,
        "works/when-to-use-works-invoices",
        "Déposez un document de travaux dans l’application « Factures de travaux » ; "
        "sinon, prenez A1.",
        _works,
        "framework",
    ),
    Check(
        "framework.own_circuit",
        Severity.DOUBTFUL,
        "filing/billing-frameworks",
        "Déposez ce document dans l’application qui lui est destinée.",
        _own_circuit,
        "framework",
    ),
    Check(
        "framework.needs_validator",
        Severity.INFO,
        "subcontracting/invoice-as-subcontractor",
        "Désignez le bon valideur au dépôt : son silence de 15 jours vaut acceptation "
        "pour la sous-traitance.",
        _needs_validator,
        "framework",
    ),
    Check(
        "framework.already_paid",
        Severity.INFO,
        "filing/framework-a2",
        "Si elle n’est pas encore payée, prenez le cadre A1.",
        _already_paid,
        "framework",
    ),
    Check(
        "framework.paid_but_due",
        Severity.DOUBTFUL,
        "filing/framework-a2",
        "Mettez le net à payer à zéro, ou prenez le cadre A1.",
        _paid_but_due,
        "due",
    ),
)
