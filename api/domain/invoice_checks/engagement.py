"""The number of the order, against what the recipient or its service requires."""

import re

from api.domain.engagement_format import ReadEngagement, format_of, read_engagement
from api.domain.invoice_checks.check import Check, Problem, Problems, Severity, shown
from api.domain.invoice_checks.service_code import service_of
from api.domain.invoice_checks.subject import Subject
from api.domain.invoice_document import Reading
from api.domain.plain_text import compact

MAX_ENGAGEMENT = 50
# Words that people copy together with the number.
_ADDED = re.compile(
    r"^\s*(?:n\s*[°ºo]\s|n°|num[eé]ro|bon\b|bc\s|bdc\b|commande\b|engagement\b|ej\s|r[eé]f\b)"
    r"|\bdu\s+\d{1,2}[/.]|[(),;:]|\bet\b",
    re.IGNORECASE,
)


def _written(subject: Subject) -> str | None:
    return (subject.invoice.engagement if subject.invoice else None) or None


def _missing(subject: Subject) -> Problems:
    recipient = subject.recipient
    if subject.invoice is None or recipient is None or not recipient.requires.engagement:
        return None
    return _absent(subject, f"{shown(recipient.name)} exige un numéro d’engagement")


def _missing_for_service(subject: Subject) -> Problems:
    service = service_of(subject)
    if service is None or not service.engagement_required:
        return None
    return _absent(subject, f"Le service « {shown(service.code)} » exige un numéro d’engagement")


def _absent(subject: Subject, requirement: str) -> Problems:
    if _written(subject) is not None:
        return []
    if subject.invoice is not None and subject.invoice.reading is Reading.TEXT:
        return [
            Problem(
                f"{requirement} : je n’en trouve pas dans le texte.", severity=Severity.DOUBTFUL
            )
        ]
    return [Problem(f"{requirement} : il n’y en a pas.")]


def _too_long(subject: Subject) -> Problems:
    written = _written(subject)
    if written is None:
        return None
    if len(written) <= MAX_ENGAGEMENT:
        return []
    message = (
        f"Le numéro d’engagement compte {len(written)} caractères : la limite est {MAX_ENGAGEMENT}."
    )
    return [Problem(message, shown(written))]


def _spaces(subject: Subject) -> Problems:
    written = _written(subject)
    if written is None:
        return None
    if not any(map(str.isspace, written)):
        return []
    value = shown(written)
    # No correction is proposed: a space may stand for a sign that was lost.
    return [Problem(f"Le numéro d’engagement « {value} » contient des espaces.", value)]


def _lower_case(subject: Subject) -> Problems:
    written = _written(subject)
    if written is None:
        return None
    if written == written.upper():
        return []
    value = shown(written)
    fix = f"Reprenez les majuscules du bon de commande : « {shown(written.upper())} » ?"
    return [Problem(f"Le numéro d’engagement « {value} » est en minuscules.", value, fix)]


def _added_text(subject: Subject) -> Problems:
    written = _written(subject)
    if written is None:
        return None
    if not _ADDED.search(written[:200]):
        return []
    value = shown(written)
    message = f"Le numéro d’engagement « {value} » semble porter un texte ajouté."
    return [Problem(message, value)]


def _client_format(subject: Subject) -> Problems:
    written, invoice = _written(subject), subject.invoice
    siret = invoice.recipient.siret if invoice else None
    kind = subject.recipient.recipient_type if subject.recipient else None
    expected = format_of(compact(siret), kind) if siret else None
    if written is None or expected is None:
        return None
    found: ReadEngagement = read_engagement(written, expected)
    if not found.faults:
        return []
    labels = ", ".join(fault.label for fault in found.faults)
    message = (
        f"Pour ce client, « {shown(written)} » n’est pas écrit comme attendu "
        f"(par exemple {expected.example}) : il {labels}."
    )
    fix = f"Écrivez « {found.corrected} », si c’est bien lui." if found.corrected else None
    return [Problem(message, shown(written), fix)]


def _is_a_service(subject: Subject) -> Problems:
    written, recipient = _written(subject), subject.recipient
    if written is None or recipient is None:
        return None
    if compact(written) not in {compact(service.code) for service in recipient.services}:
        return []
    value = shown(written)
    message = f"Le numéro d’engagement « {value} » est un code service de ce client."
    return [Problem(message, value)]


CHECKS = (
    Check(
        "engagement.missing",
        Severity.REFUSED,
        "filing/mandatory-references",
        "Ajoutez le numéro d’engagement du bon de commande.",
        _missing,
        "engagement",
    ),
    Check(
        "engagement.missing_for_service",
        Severity.REFUSED,
        "filing/mandatory-references",
        "Ajoutez le numéro d’engagement du bon de commande.",
        _missing_for_service,
        "engagement",
    ),
    Check(
        "engagement.too_long",
        Severity.REFUSED,
        "filing/field-lengths",
        "Recopiez le seul numéro d’engagement, sans rien ajouter.",
        _too_long,
        "engagement",
    ),
    Check(
        "engagement.spaces",
        Severity.DOUBTFUL,
        "filing/engagement-number",
        "Recopiez-le sans espace, comme sur le bon de commande.",
        _spaces,
        "engagement",
    ),
    Check(
        "engagement.lower_case",
        Severity.DOUBTFUL,
        "filing/engagement-number",
        "Recopiez-le avec les mêmes majuscules que sur le bon de commande.",
        _lower_case,
        "engagement",
    ),
    Check(
        "engagement.added_text",
        Severity.DOUBTFUL,
        "filing/engagement-number",
        "Ne gardez que le numéro d’engagement, sans mot ni date.",
        _added_text,
        "engagement",
    ),
    Check(
        "engagement.client_format",
        Severity.DOUBTFUL,
        "cd31/engagement-format",
        "Recopiez-le exactement comme sur le bon de commande.",
        _client_format,
        "engagement",
    ),
    Check(
        "engagement.is_a_service_code",
        Severity.DOUBTFUL,
        "formats/order-reference-error",
        "Mettez le code service dans son propre champ, et le numéro de la commande dans celui-ci.",
        _is_a_service,
        "engagement",
    ),
)
