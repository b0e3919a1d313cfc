"""All that is wrong with an invoice against its recipient's parameters, most serious first."""

from collections.abc import Iterator, Mapping
from datetime import date

from api.domain.invoice_diagnosis.engagement_findings import engagement_findings
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.finding import Field, Finding, Severity
from api.domain.invoice_diagnosis.proposals import same_engagement, siblings_near
from api.domain.invoice_diagnosis.reasons import Topic, topics_of
from api.domain.invoice_diagnosis.service_findings import service_findings
from api.domain.plain_text import compact

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)

# What recycling does not correct: (code, French sentence).
_ADVICE: Mapping[Topic, tuple[str, str]] = {
    Topic.DOCUMENT: (
        "document_missing",
        "Le destinataire attend une pièce justificative ; sa demande en dit la nature.",
    ),
    Topic.DUPLICATE: (
        "duplicate",
        "Le destinataire voit un doublon : vérifiez que cette facture n’a pas déjà été déposée.",
    ),
    Topic.AMOUNT: (
        "amount",
        "Un montant ne se corrige pas à la main, même par le destinataire : il faut une nouvelle "
        "facture.",
    ),
    Topic.VAT: ("vat", "La TVA est en cause : elle se corrige dans une nouvelle facture."),
    Topic.BANK: (
        "bank_details",
        "Les coordonnées bancaires sont en cause : accordez-vous avec le destinataire avant tout "
        "nouvel envoi.",
    ),
    Topic.FRAMEWORK: (
        "framework",
        "Le cadre de facturation est en cause : il se choisit de nouveau dans une nouvelle "
        "facture.",
    ),
    Topic.VALIDATOR: ("validator", "Le valideur désigné n’est pas le bon."),
}


def find_all(invoice: InvoiceFacts, on: date) -> tuple[Finding, ...]:
    """On the day `on`; empty when nothing is to be said."""
    topics = topics_of(invoice.reason, invoice.comment)
    found = [
        *_of_recipient(invoice, topics),
        *service_findings(invoice, topics, on),
        *engagement_findings(invoice, topics),
        *_of_market(invoice, topics),
        *(Finding(*_advice(topic)) for topic in topics if topic in _ADVICE),
    ]
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))


def _advice(topic: Topic) -> tuple[str, Severity, str]:
    code, message = _ADVICE[topic]
    return code, Severity.INFO, message


def _of_recipient(invoice: InvoiceFacts, topics: tuple[Topic, ...]) -> Iterator[Finding]:
    recipient = invoice.recipient
    if not recipient.active:
        code, severity = "recipient_inactive", Severity.ERROR
        message = f"La structure « {recipient.name} » n’est pas active dans l’annuaire."
    elif Topic.RECIPIENT in topics:
        code, severity = "recipient_questioned", Severity.WARNING
        message = "Le destinataire dit que la facture n’est pas pour lui : vérifiez son SIRET."
    else:
        return
    yield Finding(
        code, severity, message, Field.RECIPIENT_SIRET, recipient.siret, siblings_near(invoice)
    )


def _of_market(invoice: InvoiceFacts, topics: tuple[Topic, ...]) -> Iterator[Finding]:
    """A market is not among what recycling corrects: no field, no proposal."""
    engagement = same_engagement(invoice)
    ordered = engagement.market if engagement else None
    if ordered and invoice.market and compact(ordered) != compact(invoice.market):
        message = (
            f"L’engagement indiqué relève du marché « {ordered} », non de « {invoice.market} »."
        )
        yield Finding("market_not_of_engagement", Severity.WARNING, message, value=invoice.market)
    elif Topic.MARKET in topics:
        message = "Le marché est en cause : vérifiez son numéro auprès du destinataire."
        yield Finding("market_questioned", Severity.WARNING, message, value=invoice.market)
