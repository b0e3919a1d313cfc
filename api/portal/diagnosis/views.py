"""From a diagnosis to its JSON."""

from datetime import datetime

from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.diagnosis import Diagnosis
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.finding import Finding
from api.domain.invoice_diagnosis.kind import Kind
from api.domain.invoice_diagnosis.payment import Payment
from api.domain.payment_delay import LateInterest
from api.portal.diagnosis.schemas import (
    AskRead,
    DiagnosisRead,
    FindingRead,
    LateRead,
    PaymentRead,
    ProposalRead,
    RecipientSays,
    SplitRead,
)
from api.portal.invoices.schemas import InvoiceSummary
from api.portal.schemas import Coded


def diagnosis_of(
    found: Diagnosis, facts: InvoiceFacts, summary: InvoiceSummary, asker: Asker, as_of: datetime
) -> DiagnosisRead:
    ask = found.ask
    return DiagnosisRead(
        invoice=summary,
        side=asker,
        kind=found.kind,
        explanation=found.explanation,
        recipient_says=_said(facts) if found.kind is Kind.RETURNED else None,
        findings=[_finding(item) for item in found.findings],
        action=Coded(code=found.action, label=found.action_label),
        payment=_payment(found.payment, facts) if found.payment else None,
        next_step=found.next_step,
        ask=None if ask is None else AskRead(name=ask.name, how=ask.how),
        as_of=as_of,
    )


def _said(facts: InvoiceFacts) -> RecipientSays:
    return RecipientSays(reason=facts.reason, comment=facts.comment, label=facts.status.label)


def _finding(finding: Finding) -> FindingRead:
    return FindingRead(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        field=finding.field,
        value=finding.value,
        proposals=[
            ProposalRead(value=item.value, label=item.label, score=item.score)
            for item in finding.proposals
        ],
    )


def _payment(payment: Payment, facts: InvoiceFacts) -> PaymentRead:
    delay, split = payment.delay, payment.delay.legal.split
    return PaymentRead(
        recipient_type=Coded.of(delay.recipient_type, delay.recipient_type),
        legal_days=delay.legal.days,
        legal_basis=delay.legal.basis,
        started_on=delay.started_on,
        start_label=payment.start_label,
        days_elapsed=delay.days_elapsed,
        due_on=delay.due_on,
        overdue_days=delay.overdue_days,
        split=split
        and SplitRead(ordonnateur_days=split.ordonnateur_days, comptable_days=split.comptable_days),
        late=_late(payment.late, payment) if payment.late else None,
        payment_status_returned=facts.recipient.payment_status_returned,
        note=payment.note,
    )


def _late(late: LateInterest, payment: Payment) -> LateRead:
    source = late.ecb.source if late.ecb else None
    return LateRead(
        rate_percent=late.rate_percent,
        interest=late.interest_cents,
        lump_sum=late.lump_sum_cents,
        as_of=payment.delay.on,
        rate_on=payment.delay.rate_on,
        rate_source=source,
    )
