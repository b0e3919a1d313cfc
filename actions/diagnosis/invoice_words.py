"""What was found of an invoice, in sentences: the portal's explanation, then what it leaves out."""

from collections.abc import Iterable

from actions import french_format as french
from actions.french_words import fold
from actions.portal_diagnoses import Finding, InvoiceDiagnosis, Payment, Proposal

_FIELDS = {
    "service_code": "Code service",
    "engagement": "Engagement",
    "recipient_siret": "SIRET du destinataire",
}
_MAX_PROPOSALS = 4


def told(found: InvoiceDiagnosis) -> str:
    """One idea a paragraph; live figures are dated."""
    return f"{findings_told(found)}\n\nSituation {french.as_of(found.as_of)}."


def findings_told(found: InvoiceDiagnosis) -> str:
    """The same, for where the moment stands beside."""
    said = found.explanation
    paragraphs = [
        said,
        _recipient_says(found, said),
        _findings(found.findings, said),
        _proposals(found.findings),
        _delay(found),
        None if found.kind == "returned" else _unless_said("Suite", found.next_step, said),
        _whom_to_ask(found),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _recipient_says(found: InvoiceDiagnosis, said: str) -> str | None:
    """Its comment in full, where the explanation has cut it."""
    comment = found.recipient_says.comment if found.recipient_says else None
    return _unless_said("Commentaire du destinataire", comment, said)


def _findings(found: Iterable[Finding], said: str) -> str | None:
    lines = [f"- {item.message}" for item in found if _new(item.message, said)]
    return "\n".join(["Ce que j’ai vérifié :", *lines]) if lines else None


def _proposals(found: Iterable[Finding]) -> str | None:
    """The values that would be right."""
    lines = [
        f"- {_FIELDS.get(item.field or '', 'Valeur')} : {_listed(item)}"
        for item in found
        if item.proposals
    ]
    return "\n".join(["Ce que je vous propose :", *lines]) if lines else None


def _listed(item: Finding) -> str:
    return " ou ".join(_proposal(item.field, one) for one in item.proposals[:_MAX_PROPOSALS])


def _proposal(field: str | None, one: Proposal) -> str:
    """« DFD (Direction des finances) »."""
    value = french.siret(one.value) if field == "recipient_siret" else one.value
    return f"{value} ({one.label})" if one.label else value


def _delay(found: InvoiceDiagnosis) -> str | None:
    """On what the delay rests, which the explanation leaves out."""
    payment = found.payment
    if payment is None or payment.legal_days is None or found.kind == "returned":
        return None
    return f"Délai légal : {payment.legal_days} jours{_basis(payment)}{_start(payment, found)}."


def _basis(payment: Payment) -> str:
    return f" ({payment.legal_basis})" if payment.legal_basis else ""


def _start(payment: Payment, found: InvoiceDiagnosis) -> str:
    if payment.started_on is None:
        return ""
    label = f" ({payment.start_label})" if payment.start_label else ""
    start = f", compté depuis le {french.calendar_day(payment.started_on)}{label}"
    if payment.days_elapsed is None:
        return start
    elapsed = french.count(payment.days_elapsed, "jour écoulé", "jours écoulés")
    return f"{start} : {elapsed} {french.as_of(found.as_of)}"


def _whom_to_ask(found: InvoiceDiagnosis) -> str | None:
    """For a returned invoice, only where nothing wrong was found: the recipient alone knows."""
    if found.ask is None or (found.kind == "returned" and found.findings):
        return None
    how = f" {found.ask.how}" if found.ask.how else ""
    return f"À qui demander : {found.ask.name}.{how}"


def _unless_said(label: str, value: str | None, said: str) -> str | None:
    kept = _new(value, said)
    return f"{label} : {kept}" if kept else None


def _new(value: str | None, said: str) -> str | None:
    """None for what the explanation has said already."""
    return value if value and fold(value) not in fold(said) else None
