"""An explanation for the supplier, who reads « votre facture »."""

from collections.abc import Callable, Iterator, Mapping

from api.domain.french_figures import days
from api.domain.invoice_diagnosis import payment_words
from api.domain.invoice_diagnosis.asker import Asker
from api.domain.invoice_diagnosis.finding import SURE, Field, Finding, Severity
from api.domain.invoice_diagnosis.kind import TO_VALIDATE, Kind
from api.domain.invoice_diagnosis.next_step import usual_next_step
from api.domain.invoice_diagnosis.scene import Scene
from api.domain.invoice_diagnosis.wording import (
    MAX_COMMENT,
    Sentence,
    composed,
    enumerated,
    quoted,
    shortened,
)
from api.domain.invoice_status import InvoiceStatus

_FIELDS: Mapping[Field, str] = {
    Field.RECIPIENT_SIRET: "le SIRET du destinataire",
    Field.SERVICE_CODE: "le code service",
    Field.ENGAGEMENT: "le numéro d’engagement",
}
_NEVER_FED_BACK = (
    "Ce destinataire ne fait pas remonter « Mise en paiement » : vérifiez d’abord votre compte "
    "bancaire."
)


def explain_to_supplier(scene: Scene) -> str:
    return composed(_SAID[scene.kind](scene))


def _returned(scene: Scene) -> Iterator[Sentence]:
    opening, order = _return_words(scene)
    reason = quoted("Motif", scene.invoice.reason)
    yield Sentence(opening, essential=True)
    yield Sentence(reason or "Aucun motif n’est indiqué.", essential=True)
    # The reason comes before its advice; what is wrong, before what to do.
    messages = [item.message for item in scene.findings]
    yield from map(Sentence, messages[:1])
    yield Sentence(order, essential=True)
    yield from map(Sentence, messages[1:])
    # In full: it is put off with the details where the first paragraph has no room for it.
    yield Sentence(quoted("Commentaire", scene.invoice.comment, MAX_COMMENT))
    if scene.invoice.status is InvoiceStatus.REJECTED:
        yield Sentence("Un nouveau délai de paiement part du dépôt de la nouvelle facture.")
    if scene.payment is not None and scene.payment.note:
        yield Sentence(scene.payment.note)


def _return_words(scene: Scene) -> tuple[str, str]:
    """What happened, and what the supplier has to do."""
    invoice = f"votre facture {scene.invoice.number} le {scene.since}"
    match scene.invoice.status:
        case InvoiceStatus.TO_RECYCLE:
            return (
                f"{scene.client} a renvoyé {invoice} : elle est « À recycler ».",
                f"Corrigez {_fields(scene)}, gardez le numéro et renvoyez-la.",
            )
        case InvoiceStatus.SUSPENDED:
            return (
                f"{scene.client} a suspendu {invoice}.",
                "Ajoutez la pièce demandée ou un commentaire, puis renvoyez-la : elle garde son "
                "numéro.",
            )
        case InvoiceStatus.REJECTED:
            return (
                f"{scene.client} a rejeté {invoice} ; ce rejet est définitif.",
                _after_rejection(acknowledged=scene.invoice.rejection_acknowledged),
            )
        case status:
            validator = shortened(scene.invoice.validator_name or "Le valideur")
            return (f"{validator} a renvoyé {invoice} : « {status.label} ».", status.next_step)


def _after_rejection(*, acknowledged: bool) -> str:
    new = "mettez une facture corrigée, sous un nouveau numéro."
    return f"É{new}" if acknowledged else f"Acquittez ce rejet, puis é{new}"


def _fields(scene: Scene) -> str:
    """What is to be corrected, with the right value where it is sure."""
    wrong = [f"{_FIELDS[item.field]}{_sure_value(item)}" for item in scene.findings if item.field]
    return enumerated(wrong, "et") if wrong else enumerated(_FIELDS.values())


def _sure_value(finding: Finding) -> str:
    best = finding.proposals[0] if finding.proposals else None
    return f" (« {shortened(best.value, 2)} »)" if best and best.score == SURE else ""


def _unpaid(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(_where(scene), essential=True)
    if scene.payment is not None:
        yield Sentence(payment_words.deadline(scene.payment, scene.at), essential=True)
        yield from _if_never_fed_back(scene)
        yield from payment_words.details(scene.payment, supplier=True)
    yield Sentence(_next(scene))


def _waiting(scene: Scene) -> Iterator[Sentence]:
    if scene.invoice.status in TO_VALIDATE:
        yield from _to_validate(scene)
    elif scene.payment is not None:
        yield from _unpaid(scene)
    else:
        yield Sentence(_where(scene), essential=True)
        yield Sentence(_elapsed(scene), essential=True)
        yield from _if_never_fed_back(scene)
        if scene.invoice.recipient.recipient_type is None:
            yield Sentence(payment_words.UNKNOWN_TYPE)
        yield Sentence(_next(scene))


def _to_validate(scene: Scene) -> Iterator[Sentence]:
    who = shortened(scene.invoice.validator_name or "son valideur")
    yield Sentence(
        f"Votre facture {scene.invoice.number} ({scene.amount}) attend l’accord de {who} depuis "
        f"le {scene.since} : le destinataire ne la voit pas encore.",
        essential=True,
    )
    yield Sentence(scene.invoice.status.next_step)


def _paid(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(
        f"Le paiement de votre facture {scene.invoice.number} ({scene.amount}) est lancé depuis le "
        f"{scene.since}.",
        essential=True,
    )
    payment = scene.payment
    if payment is not None and payment.delay.overdue_days:
        yield Sentence(f"C’était {days(payment.delay.overdue_days)} après l’échéance.")
    yield Sentence(scene.invoice.status.next_step)
    if payment is not None and payment.late is not None:
        yield from payment_words.details(payment, supplier=True)


def _draft(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(
        f"Votre facture {scene.invoice.number} ({scene.amount}) est un brouillon depuis le "
        f"{scene.since} : elle n’est pas envoyée, le destinataire ne la voit pas et aucun délai "
        "ne court.",
        essential=True,
    )
    yield Sentence(scene.invoice.status.next_step)
    errors = (item for item in scene.findings if item.severity is Severity.ERROR)
    yield from (Sentence(f"Avant l’envoi : {item.message}") for item in errors)


def _none(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(_where(scene), essential=True)
    yield Sentence(scene.invoice.status.meaning)
    yield Sentence(scene.invoice.status.next_step)


def _where(scene: Scene) -> str:
    status = scene.invoice.status
    return (
        f"Votre facture {scene.invoice.number} ({scene.amount}) est à l’état « {status.label} » "
        f"depuis le {scene.since}."
    )


def _elapsed(scene: Scene) -> str:
    deposited = scene.invoice.deposited_at
    if deposited is None:
        return ""
    local = deposited.astimezone(scene.zone).date()
    passed = max(0, (scene.now.astimezone(scene.zone).date() - local).days)
    return f"Déposée le {scene.deposited_on}, elle attend depuis {days(passed)} au {scene.at}."


def _if_never_fed_back(scene: Scene) -> Iterator[Sentence]:
    if not scene.invoice.recipient.payment_status_returned:
        yield Sentence(_NEVER_FED_BACK)


def _next(scene: Scene) -> str:
    step = usual_next_step(scene.invoice, Asker.SUPPLIER)
    return f"Suite habituelle : {step[:1].lower()}{step[1:]}"


_SAID: Mapping[Kind, Callable[[Scene], Iterator[Sentence]]] = {
    Kind.RETURNED: _returned,
    Kind.UNPAID: _unpaid,
    Kind.WAITING: _waiting,
    Kind.PAID: _paid,
    Kind.DRAFT: _draft,
    Kind.NONE: _none,
}
