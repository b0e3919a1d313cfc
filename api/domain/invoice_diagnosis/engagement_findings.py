"""What is wrong with the engagement number, against what the recipient requires and knows."""

from collections.abc import Iterator

from api.domain.engagement_format import ReadEngagement, TypingFault, read_engagement
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.finding import SURE, Field, Finding, Proposal, Severity
from api.domain.invoice_diagnosis.proposals import (
    acceptable_engagements,
    engagements_near,
    same_engagement,
)
from api.domain.invoice_diagnosis.reasons import Topic
from api.domain.plain_text import compact


def engagement_findings(invoice: InvoiceFacts, topics: tuple[Topic, ...]) -> Iterator[Finding]:
    """`topics` is what the recipient complains about; empty when it did not send it back."""
    typed = invoice.engagement or ""
    if not typed.strip():
        found = _missing(invoice)
    else:
        found = (
            _is_market(invoice, typed)
            or _misspelt(invoice, typed)
            or _unknown(invoice, typed)
            or _questioned(invoice, typed, topics)
        )
    if found is not None:
        yield found


def _missing(invoice: InvoiceFacts) -> Finding | None:
    service = invoice.recipient.service(invoice.service_code or "")
    if service is not None and service.engagement_required:
        message = f"Le service « {service.code} » exige un numéro d’engagement, et il manque."
        proposals = engagements_near(invoice, "", service_code=service.code)
        return _found("engagement_missing_for_service", message, None, proposals)
    if invoice.recipient.requires.engagement:
        message = "Le numéro d’engagement est obligatoire pour ce destinataire, et il manque."
        return _found("engagement_missing", message, None, engagements_near(invoice, ""))
    return None


def _is_market(invoice: InvoiceFacts, typed: str) -> Finding | None:
    if not invoice.market or compact(invoice.market) != compact(typed):
        return None
    message = f"« {typed} » est le numéro de marché : le numéro d’engagement en est un autre."
    proposals = engagements_near(invoice, typed)
    return _found("engagement_is_market", message, typed, proposals, Severity.WARNING)


def _misspelt(invoice: InvoiceFacts, typed: str) -> Finding | None:
    known = same_engagement(invoice)
    if known is not None and known.number != typed and known in acceptable_engagements(invoice):
        message = f"Le numéro d’engagement « {typed} » s’écrit « {known.number} »."
        return _found("engagement_misspelt", message, typed, (_proposal(known.number),))
    return _out_of_format(invoice, typed) if known is None else None


def _out_of_format(invoice: InvoiceFacts, typed: str) -> Finding | None:
    expected = invoice.recipient.engagement_format
    read = read_engagement(typed, expected)
    if not read.faults:
        return None
    example = "" if expected is None else f" Il s’écrit comme « {expected.example} »."
    message = f"Le numéro d’engagement « {typed} » {_faults(read)}.{example}"
    strict = expected is None or expected.strict
    corrected = () if read.corrected is None else (_proposal(read.corrected),)
    return _found(
        "engagement_format",
        message,
        typed,
        corrected or engagements_near(invoice, typed),
        Severity.ERROR if strict else Severity.WARNING,
    )


def _unknown(invoice: InvoiceFacts, typed: str) -> Finding | None:
    """Only where the recipient told some engagements of this supplier: none proves nothing."""
    if not invoice.engagements or same_engagement(invoice) is not None:
        return None
    message = f"Ce destinataire ne connaît pas d’engagement « {typed} » pour ce fournisseur."
    proposals = engagements_near(invoice, typed)
    return _found("engagement_unknown", message, typed, proposals, Severity.WARNING)


def _questioned(invoice: InvoiceFacts, typed: str, topics: tuple[Topic, ...]) -> Finding | None:
    if Topic.ENGAGEMENT not in topics:
        return None
    message = (
        f"Le destinataire conteste l’engagement « {typed} », dont l’écriture n’a rien d’anormal : "
        "recopiez celui du bon de commande."
    )
    proposals = engagements_near(invoice, typed)
    return _found("engagement_questioned", message, typed, proposals, Severity.WARNING)


def _faults(read: ReadEngagement) -> str:
    labels = [TypingFault(fault).label for fault in read.faults]
    return " et ".join((", ".join(labels[:-1]), labels[-1])) if labels[1:] else labels[0]


def _proposal(number: str) -> Proposal:
    return Proposal(number, "Le même numéro, bien écrit", SURE)


def _found(
    code: str,
    message: str,
    value: str | None,
    proposals: tuple[Proposal, ...],
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(code, severity, message, Field.ENGAGEMENT, value, proposals)
