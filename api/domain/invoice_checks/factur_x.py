"""Factur-X: the circuit it follows, its profile, and whether the PDF says what the XML says."""

import re
from decimal import Decimal

from api.domain.invoice_checks.amounts import euros
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.identifier import digits
from api.domain.invoice_checks.pdf import has_text
from api.domain.invoice_checks.subject import FileKind, Subject
from api.domain.invoice_document import ReadInvoice
from api.domain.plain_text import compact

_ENTRY = "formats/factur-x"
# The profile of the official sample; whether the lighter ones are accepted is not settled.
_SURE_PROFILE = "en16931"
_PROFILES = {
    "minimum": "MINIMUM",
    "basicwl": "BASIC WL",
    "basic": "BASIC",
    "en16931": "EN 16931",
    "extended": "EXTENDED",
    "extended-ctc-fr": "EXTENDED-CTC-FR",
}


def _circuit(subject: Subject) -> Problems:
    if subject.file.kind is FileKind.UNKNOWN:
        return None
    if subject.file.kind is not FileKind.FACTUR_X:
        return []
    message = (
        "Ce PDF est un Factur-X (PDF/A-3) : déposé dans « Déposer une facture », il suit le "
        "circuit des flux. Le message « lot importé » ne dira pas qu’il est arrivé chez le client."
    )
    return [Problem(message)]


def _profile(subject: Subject) -> Problems:
    profile = subject.rules.profile if subject.rules else None
    if subject.file.kind is not FileKind.FACTUR_X or profile is None:
        return None
    if profile == _SURE_PROFILE:
        return []
    name = _PROFILES.get(profile, shown(profile))
    message = (
        f"Le profil du Factur-X est {name} : l’exemple officiel emploie EN 16931, et rien ne "
        "dit que ce profil-ci soit accepté."
    )
    return [Problem(message, name)]


def _both(subject: Subject) -> tuple[ReadInvoice, str] | None:
    """The invoice of the XML, and the text of the PDF around it."""
    pdf = subject.pdf
    if subject.file.kind is not FileKind.FACTUR_X or subject.invoice is None or pdf is None:
        return None
    return (subject.invoice, pdf.text) if has_text(pdf) else None


def _number(subject: Subject) -> Problems:
    both = _both(subject)
    if both is None or not both[0].number:
        return None
    invoice, text = both
    number = invoice.number or ""
    if compact(number) in compact(text):
        return []
    value = shown(number)
    message = f"Le numéro du XML, « {value} », n’est pas écrit dans les trois premières pages."
    return [Problem(message, value)]


def _recipient(subject: Subject) -> Problems:
    both = _both(subject)
    siret = both[0].recipient.siret if both else None
    if both is None or not siret:
        return None
    if digits(siret) in digits(both[1]):
        return []
    value = shown(siret)
    message = f"Le SIRET du destinataire du XML, {value}, n’est pas écrit sur le PDF."
    return [Problem(message, value)]


def _amount(subject: Subject) -> Problems:
    both = _both(subject)
    if both is None or both[0].total_incl_tax is None:
        return None
    total = both[0].total_incl_tax
    if _is_written(total, both[1]):
        return []
    value = euros(total)
    message = f"Le total TTC du XML, {value}, n’est pas écrit sur le PDF."
    return [Problem(message, value)]


def _is_written(total: Decimal, text: str) -> bool:
    """In any of the usual ways: 1507,50 · 1 507,50 · 1.507,50 · 1,507.50."""
    wanted = f"{abs(total):.2f}".replace(".", "")
    return wanted in re.sub(r"[\s.,’']", "", text)


CHECKS = (
    Check(
        "factur_x.circuit",
        Severity.INFO,
        "formats/batch-imported-message",
        "Contrôlez l’intégration dans « Suivi des flux », ou déposez un PDF ordinaire à la place.",
        _circuit,
        "file",
    ),
    Check(
        "factur_x.profile",
        Severity.DOUBTFUL,
        _ENTRY,
        "Réglez l’export de votre logiciel sur le profil EN 16931, ou déposez un PDF ordinaire.",
        _profile,
        "file",
    ),
    Check(
        "factur_x.number_differs",
        Severity.DOUBTFUL,
        _ENTRY,
        "Produisez de nouveau le Factur-X : le PDF et le XML doivent dire la même chose.",
        _number,
        "number",
    ),
    Check(
        "factur_x.recipient_differs",
        Severity.DOUBTFUL,
        _ENTRY,
        "Produisez de nouveau le Factur-X : le PDF et le XML doivent dire la même chose.",
        _recipient,
        "recipient",
    ),
    Check(
        "factur_x.amount_differs",
        Severity.DOUBTFUL,
        _ENTRY,
        "Produisez de nouveau le Factur-X : le PDF et le XML doivent dire la même chose.",
        _amount,
        "total_incl_tax",
    ),
)
