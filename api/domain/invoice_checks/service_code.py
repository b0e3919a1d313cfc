"""The code of the service that treats the invoice, against what the recipient requires."""

from rapidfuzz import fuzz, process

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, doubt_of_text, shown
from api.domain.invoice_checks.subject import KnownService, Subject
from api.domain.invoice_document import Reading
from api.domain.plain_text import compact
from api.domain.structures import PUBLIC_INVOICES_SERVICE

MAX_SERVICE_CODE = 100
# How alike (0 to 100) a code must be to be proposed. Our choice.
_LIKENESS = 65
_LONGEST_COMPARED = 200


def service_of(subject: Subject) -> KnownService | None:
    """The recipient's service that bears the invoice's code, to the letter."""
    invoice, recipient = subject.invoice, subject.recipient
    if invoice is None or recipient is None or not invoice.service_code:
        return None
    wanted = invoice.service_code.strip()
    return next((service for service in recipient.services if service.code == wanted), None)


def _missing(subject: Subject) -> Problems:
    invoice, recipient = subject.invoice, subject.recipient
    if invoice is None or recipient is None or not recipient.requires.service_code:
        return None
    if invoice.service_code:
        return []
    message = f"{shown(recipient.name)} exige un code service : "
    if invoice.reading is Reading.TEXT:
        return [Problem(f"{message}je n’en trouve pas dans le texte.", severity=Severity.DOUBTFUL)]
    return [Problem(f"{message}il n’y en a pas.")]


def _either(subject: Subject) -> Problems:
    invoice, recipient = subject.invoice, subject.recipient
    if invoice is None or recipient is None or not recipient.requires.either:
        return None
    if invoice.service_code or invoice.engagement:
        return []
    doubt = doubt_of_text(invoice)
    message = (
        f"{shown(recipient.name)} exige le code service ou le numéro d’engagement : "
        "je ne trouve ni l’un ni l’autre."
    )
    return [Problem(message, severity=doubt)]


def _unknown(subject: Subject) -> Problems:
    invoice, recipient = subject.invoice, subject.recipient
    if invoice is None or recipient is None or not invoice.service_code:
        return None
    if not recipient.services:  # every client has one: these were not told
        return None
    if service_of(subject) is not None:
        return []
    code = shown(invoice.service_code)
    near = _nearest(invoice.service_code, recipient.services)
    fix = f"Remplacez-le par « {near.code} » ({shown(near.name)}), si c’est lui." if near else None
    message = f"{shown(recipient.name)} n’a pas de service « {code} »."
    return [Problem(message, code, fix, severity=doubt_of_text(invoice))]


def _nearest(code: str, services: tuple[KnownService, ...]) -> KnownService | None:
    """The open service whose code is most like this one."""
    choices = {
        rank: compact(service.code)[:_LONGEST_COMPARED]
        for rank, service in enumerate(services)
        if service.open
    }
    found = process.extractOne(
        compact(code)[:_LONGEST_COMPARED], choices, scorer=fuzz.ratio, score_cutoff=_LIKENESS
    )
    return services[found[2]] if found else None


def _closed(subject: Subject) -> Problems:
    service = service_of(subject)
    if service is None:
        return None
    if service.open:
        return []
    message = f"Le service « {shown(service.code)} » ({shown(service.name)}) est fermé."
    return [Problem(message, shown(service.code))]


def _too_long(subject: Subject) -> Problems:
    code = subject.invoice.service_code if subject.invoice else None
    if not code:
        return None
    if len(code) <= MAX_SERVICE_CODE:
        return []
    message = f"Le code service compte {len(code)} caractères : la limite est {MAX_SERVICE_CODE}."
    return [Problem(message, shown(code))]


def _technical(subject: Subject) -> Problems:
    code = subject.invoice.service_code if subject.invoice else None
    if not code:
        return None
    others = [
        service
        for service in (subject.recipient.services if subject.recipient else ())
        if service.open and service.code != PUBLIC_INVOICES_SERVICE
    ]
    if compact(code) != PUBLIC_INVOICES_SERVICE or not others:
        return []
    message = (
        f"« {PUBLIC_INVOICES_SERVICE} » est un service technique, présent partout : "
        "ce client en a d’autres."
    )
    return [Problem(message, PUBLIC_INVOICES_SERVICE)]


CHECKS = (
    Check(
        "service_code.missing",
        Severity.REFUSED,
        "filing/mandatory-references",
        "Ajoutez le code service du bon de commande.",
        _missing,
        "service_code",
    ),
    Check(
        "service_code.either_missing",
        Severity.REFUSED,
        "filing/mandatory-references",
        "Ajoutez au moins l’un des deux, d’après le bon de commande.",
        _either,
        "service_code",
    ),
    Check(
        "service_code.unknown",
        Severity.REFUSED,
        "filing/find-service-code",
        "Prenez le code du bon de commande, ou cherchez-le sur la fiche du client, "
        "dans l’annuaire.",
        _unknown,
        "service_code",
    ),
    Check(
        "service_code.closed",
        Severity.REFUSED,
        "structures/structure-services",
        "Demandez à votre client le code du service qui traite désormais vos factures.",
        _closed,
        "service_code",
    ),
    Check(
        "service_code.too_long",
        Severity.REFUSED,
        "filing/field-lengths",
        "Recopiez le seul code du service, sans son nom.",
        _too_long,
        "service_code",
    ),
    Check(
        "service_code.technical",
        Severity.INFO,
        "filing/find-service-code",
        "Demandez à votre client si c’est bien ce service qui traite vos factures.",
        _technical,
        "service_code",
    ),
)
