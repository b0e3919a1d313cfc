"""Values near the one that was typed, among those that the recipient's parameters accept."""

from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from api.domain.invoice_diagnosis.facts import InvoiceFacts, KnownEngagement, KnownService
from api.domain.invoice_diagnosis.finding import SURE, Proposal
from api.domain.plain_text import compact, words
from api.domain.structures import PUBLIC_INVOICES_SERVICE

# Ours: more would be no help, and below 60 two codes have little in common.
_MAX = 5
_MAX_SIBLINGS = 10
_NEAR = 60


def services_near(invoice: InvoiceFacts, typed: str, on: date) -> tuple[Proposal, ...]:
    """Open services, nearest first, without the one typed; all of them when they are few."""
    ordered = ordered_service(invoice)
    return _best(
        [
            Proposal(item.code, _service_label(item, invoice), _service_score(typed, item, ordered))
            for item in _open_services(invoice, on)
            if item.code != typed
        ]
    )


def engagements_near(
    invoice: InvoiceFacts, typed: str, *, service_code: str | None = None
) -> tuple[Proposal, ...]:
    """Engagements of this supplier, nearest first; those of one service when it is given."""
    return _best(
        [
            Proposal(item.number, _engagement_label(item), _likeness(typed, item.number))
            for item in acceptable_engagements(invoice)
            if item.number != typed and service_code in {None, item.service_code}
        ]
    )


def siblings_near(invoice: InvoiceFacts) -> tuple[Proposal, ...]:
    """The other structures of the same SIREN: a wrong budget is the usual mistake."""
    typed = invoice.recipient.siret
    scored = [
        Proposal(item.siret, item.name, round(fuzz.ratio(typed, item.siret)))
        for item in invoice.recipient.siblings
        if item.siret != typed
    ]
    return _sorted(scored)[:_MAX_SIBLINGS]


def acceptable_engagements(invoice: InvoiceFacts) -> list[KnownEngagement]:
    accepts = invoice.recipient.accepts_engagement
    return [item for item in invoice.engagements if accepts(item.number)]


def same_engagement(invoice: InvoiceFacts) -> KnownEngagement | None:
    """The engagement whose number the invoice bears, spaces and capitals aside."""
    typed = compact(invoice.engagement or "")
    return next((item for item in invoice.engagements if compact(item.number) == typed), None)


def ordered_service(invoice: InvoiceFacts) -> str | None:
    """The service that took the engagement of the invoice."""
    engagement = same_engagement(invoice)
    return engagement.service_code if engagement else None


def _open_services(invoice: InvoiceFacts, on: date) -> list[KnownService]:
    """Without the technical service, unless there is no other."""
    found = [item for item in invoice.recipient.services if item.is_open(on)]
    return [item for item in found if item.code != PUBLIC_INVOICES_SERVICE] or found


def _best(scored: Sequence[Proposal]) -> tuple[Proposal, ...]:
    near = [item for item in scored if item.score >= _NEAR]
    kept = near or (scored if len(scored) <= _MAX else ())
    return _sorted(kept)[:_MAX]


def _sorted(scored: Sequence[Proposal]) -> tuple[Proposal, ...]:
    return tuple(sorted(scored, key=lambda item: (-item.score, item.value)))


def _service_score(typed: str, service: KnownService, ordered: str | None) -> int:
    if service.code == ordered:
        return SURE
    by_name = fuzz.token_sort_ratio(" ".join(words(typed)), " ".join(words(service.name)))
    return max(_likeness(typed, service.code), round(by_name))


def _likeness(typed: str, value: str) -> int:
    return round(fuzz.ratio(compact(typed), compact(value))) if typed else 0


def _service_label(service: KnownService, invoice: InvoiceFacts) -> str:
    if service.engagement_required and not (invoice.engagement or "").strip():
        return f"{service.name} (engagement obligatoire)"
    return service.name


def _engagement_label(engagement: KnownEngagement) -> str:
    if engagement.service_code is None:
        return "Engagement connu de ce destinataire"
    return f"Engagement du service {engagement.service_code}"
