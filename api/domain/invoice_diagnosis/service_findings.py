"""What is wrong with the service code, against the recipient's services of the day."""

from collections.abc import Iterator
from datetime import date

from api.domain.french_figures import day
from api.domain.invoice_diagnosis.facts import InvoiceFacts, KnownService
from api.domain.invoice_diagnosis.finding import SURE, Field, Finding, Proposal, Severity
from api.domain.invoice_diagnosis.proposals import ordered_service, services_near
from api.domain.invoice_diagnosis.reasons import Topic
from api.domain.plain_text import compact


def service_findings(
    invoice: InvoiceFacts, topics: tuple[Topic, ...], on: date
) -> Iterator[Finding]:
    """`topics` is what the recipient complains about; empty when it did not send it back."""
    typed = invoice.service_code or ""
    if not typed.strip():
        found = _missing(invoice, on)
    elif not invoice.recipient.services:
        found = None  # a directory without services tells nothing
    else:
        service = invoice.recipient.service(typed)
        known = service is not None
        found = _not_open(invoice, service, on) if service else _unknown(invoice, typed, on)
        if known and found is None:
            found = _other_service(invoice, typed, on) or _questioned(invoice, typed, topics, on)
    if found is not None:
        yield found


def _missing(invoice: InvoiceFacts, on: date) -> Finding | None:
    requires = invoice.recipient.requires
    proposals = services_near(invoice, "", on)
    if requires.service_code:
        message = "Le code service est obligatoire pour ce destinataire, et il manque."
        return _found("service_missing", message, None, proposals)
    if requires.either and not (invoice.engagement or "").strip():
        message = (
            "Ce destinataire exige un code service ou un numéro d’engagement : les deux manquent."
        )
        return _found("service_or_engagement_missing", message, None, proposals)
    return None


def _unknown(invoice: InvoiceFacts, typed: str, on: date) -> Finding:
    written = next(
        (item for item in invoice.recipient.services if compact(item.code) == compact(typed)), None
    )
    if written is not None and written.is_open(on):
        message = f"Le code service « {typed} » s’écrit « {written.code} »."
        proposal = Proposal(written.code, written.name, SURE)
        return _found("service_misspelt", message, typed, (proposal,))
    message = f"Le code service « {typed} » n’existe pas chez ce destinataire."
    return _found("service_unknown", message, typed, services_near(invoice, typed, on))


def _not_open(invoice: InvoiceFacts, service: KnownService, on: date) -> Finding | None:
    if service.is_open(on):
        return None
    proposals = services_near(invoice, service.code, on)
    named = f"Le service « {service.code} »"
    if service.active and service.valid_from is not None and service.begins_after(on):
        message = f"{named} n’est valable qu’à partir du {day(service.valid_from)}."
        return _found("service_not_yet_valid", message, service.code, proposals)
    if service.active and service.valid_until is not None:
        message = f"{named} n’est plus valable depuis le {day(service.valid_until)}."
        return _found("service_closed", message, service.code, proposals)
    return _found("service_closed", f"{named} est fermé.", service.code, proposals)


def _other_service(invoice: InvoiceFacts, typed: str, on: date) -> Finding | None:
    """The engagement names its service: an invoice for another one is doubtful."""
    ordered = ordered_service(invoice)
    if ordered is None or ordered == typed or not invoice.recipient.accepts_service(ordered, on):
        return None
    message = f"L’engagement indiqué est celui du service « {ordered} », non de « {typed} »."
    proposals = services_near(invoice, typed, on)
    return _found("service_not_of_engagement", message, typed, proposals, Severity.WARNING)


def _questioned(
    invoice: InvoiceFacts, typed: str, topics: tuple[Topic, ...], on: date
) -> Finding | None:
    if Topic.SERVICE not in topics:
        return None
    message = (
        f"Le service « {typed} » existe et il est ouvert, mais ce n’est pas celui que le "
        "destinataire attend : prenez le code du bon de commande."
    )
    proposals = services_near(invoice, typed, on)
    return _found("service_questioned", message, typed, proposals, Severity.WARNING)


def _found(
    code: str,
    message: str,
    value: str | None,
    proposals: tuple[Proposal, ...],
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(code, severity, message, Field.SERVICE_CODE, value, proposals)
