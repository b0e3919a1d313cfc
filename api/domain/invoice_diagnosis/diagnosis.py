"""The whole diagnosis of one invoice, for the side that asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from api.domain.invoice_diagnosis.action import Action, action_for, action_label
from api.domain.invoice_diagnosis.ask import Ask, whom_to_ask
from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.facts import InvoiceFacts
from api.domain.invoice_diagnosis.finding import Finding
from api.domain.invoice_diagnosis.findings import find_all
from api.domain.invoice_diagnosis.kind import Kind, kind_of
from api.domain.invoice_diagnosis.next_step import usual_next_step
from api.domain.invoice_diagnosis.payment import Payment, payment_of
from api.domain.invoice_diagnosis.recipient_words import explain_to_others, explain_to_recipient
from api.domain.invoice_diagnosis.scene import Scene
from api.domain.invoice_diagnosis.supplier_words import explain_to_supplier
from api.domain.payment_delay import EcbRate

_EXPLAIN: Mapping[Asker, Callable[[Scene], str]] = {
    Asker.SUPPLIER: explain_to_supplier,
    Asker.RECIPIENT: explain_to_recipient,
    Asker.OTHER: explain_to_others,
}
_CHECKED = frozenset({Kind.RETURNED, Kind.DRAFT})


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`explanation` begins with a paragraph of sixty words at most; blank lines part the rest."""

    kind: Kind
    explanation: str
    findings: tuple[Finding, ...]
    action: Action
    action_label: str
    payment: Payment | None
    next_step: str
    ask: Ask | None


@dataclass(frozen=True, slots=True)
class Moment:
    """When the question is asked: days are those of `zone`."""

    now: datetime
    zone: tzinfo
    rates: tuple[EcbRate, ...] = ()


def diagnose(invoice: InvoiceFacts, moment: Moment, asker: Asker) -> Diagnosis:
    """What the invoice calls for, at that moment."""
    told = asker is not Asker.OTHER
    payment = payment_of(invoice, moment.now, moment.zone, moment.rates) if told else None
    overdue = payment is not None and payment.delay.overdue_days > 0
    kind = kind_of(invoice.status, overdue=overdue)
    on = moment.now.astimezone(moment.zone).date()
    findings = find_all(invoice, on) if told and kind in _CHECKED else ()
    action = action_for(invoice, kind, asker)
    scene = Scene(invoice, kind, payment, findings, moment.now, moment.zone)
    return Diagnosis(
        kind,
        _EXPLAIN[asker](scene),
        findings,
        action,
        action_label(action, kind, asker),
        payment,
        usual_next_step(invoice, asker),
        whom_to_ask(invoice, kind, asker),
    )
