"""The day the invoice was issued."""

from datetime import timedelta

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, missing
from api.domain.invoice_checks.subject import Subject

# An older invoice is perhaps the wrong file. Our choice: no source gives a limit.
OLD_AFTER = timedelta(days=365)


def _missing(subject: Subject) -> Problems:
    invoice = subject.invoice
    if invoice is None:
        return None
    if invoice.issued_on is not None:
        return []
    return [
        missing(
            invoice,
            "La date de la facture est absente.",
            "Je ne trouve pas la date de la facture dans le texte.",
        )
    ]


def _future(subject: Subject) -> Problems:
    issued = subject.invoice.issued_on if subject.invoice else None
    if issued is None:
        return None
    if issued <= subject.today:
        return []
    value = f"{issued:%d/%m/%Y}"
    return [Problem(f"La facture est datée du {value}, qui n’est pas encore venu.", value)]


def _old(subject: Subject) -> Problems:
    issued = subject.invoice.issued_on if subject.invoice else None
    if issued is None:
        return None
    if subject.today - issued <= OLD_AFTER:
        return []
    value = f"{issued:%d/%m/%Y}"
    return [Problem(f"La facture est datée du {value}, il y a plus d’un an.", value)]


CHECKS = (
    Check(
        "date.missing",
        Severity.REFUSED,
        "filing/invoice-date",
        "Indiquez la date d’émission de la facture.",
        _missing,
        "issued_on",
    ),
    Check(
        "date.future",
        Severity.DOUBTFUL,
        "filing/invoice-date",
        "Corrigez la date, ou attendez ce jour pour déposer.",
        _future,
        "issued_on",
    ),
    Check(
        "date.old",
        Severity.INFO,
        "filing/invoice-date",
        "Vérifiez que c’est la bonne facture et la bonne année.",
        _old,
        "issued_on",
    ),
)
