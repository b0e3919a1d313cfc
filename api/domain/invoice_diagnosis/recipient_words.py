"""An explanation for the public client, who received the invoice and has to treat it."""

from collections.abc import Callable, Iterator, Mapping

from api.domain.invoice_diagnosis import payment_words
from api.domain.invoice_diagnosis.kind import Kind
from api.domain.invoice_diagnosis.scene import Scene
from api.domain.invoice_diagnosis.wording import Sentence, composed, quoted
from api.domain.invoice_next_step import recipient_next_step
from api.domain.invoice_status import InvoiceStatus

_RETURNS: Mapping[InvoiceStatus, tuple[str, str]] = {
    InvoiceStatus.TO_RECYCLE: (
        "renvoyé « À recycler »",
        "Le fournisseur corrige ses données d’acheminement et la renvoie sous le même numéro.",
    ),
    InvoiceStatus.SUSPENDED: (
        "suspendu",
        "Le fournisseur ajoute la pièce demandée ou un commentaire et la renvoie sous le même "
        "numéro.",
    ),
    InvoiceStatus.REJECTED: (
        "rejeté",
        "Ce rejet est définitif : le fournisseur doit émettre une nouvelle facture, sous un "
        "nouveau numéro.",
    ),
}
_NEVER_FED_BACK = (
    "Votre entité ne fait pas remonter « Mise en paiement » : le fournisseur ne voit pas cet état."
)


def explain_to_others(scene: Scene) -> str:
    """For a validator: where the invoice stands, and no more."""
    return composed(
        (Sentence(_where(scene), essential=True), Sentence(scene.invoice.status.meaning))
    )


def explain_to_recipient(scene: Scene) -> str:
    return composed(_SAID.get(scene.kind, _known)(scene))


def _returned(scene: Scene) -> Iterator[Sentence]:
    invoice = scene.invoice
    if invoice.status not in _RETURNS:
        yield from _known(scene)
        return
    act, follow_up = _RETURNS[invoice.status]
    yield Sentence(
        f"Votre entité a {act} la facture {invoice.number} ({scene.supplier}) le {scene.since}.",
        essential=True,
    )
    reason = quoted("Motif indiqué", invoice.reason)
    yield Sentence(reason or "Aucun motif n’est indiqué.", essential=True)
    yield Sentence(follow_up, essential=True)
    yield Sentence(quoted("Votre commentaire", invoice.comment))
    yield from (Sentence(item.message) for item in scene.findings if item.field)


def _to_pay(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(_where(scene), essential=True)
    if scene.payment is not None:
        yield Sentence(payment_words.deadline(scene.payment, scene.at), essential=True)
    yield Sentence(recipient_next_step(scene.invoice.status, scene.invoice.framework))
    if scene.payment is not None:
        yield from payment_words.details(scene.payment, supplier=False)
    else:
        yield Sentence(payment_words.UNKNOWN_TYPE if _type_unknown(scene) else "")
    if not scene.invoice.recipient.payment_status_returned:
        yield Sentence(_NEVER_FED_BACK)


def _known(scene: Scene) -> Iterator[Sentence]:
    yield Sentence(_where(scene), essential=True)
    yield Sentence(scene.invoice.status.meaning)
    yield Sentence(recipient_next_step(scene.invoice.status, scene.invoice.framework))
    if scene.payment is not None and scene.payment.late is not None:
        yield from payment_words.details(scene.payment, supplier=False)


def _where(scene: Scene) -> str:
    invoice = scene.invoice
    return (
        f"La facture {invoice.number} ({scene.supplier}, {scene.amount}) est à l’état "
        f"« {invoice.status.label} » depuis le {scene.since}."
    )


def _type_unknown(scene: Scene) -> bool:
    return scene.invoice.recipient.recipient_type is None


_SAID: Mapping[Kind, Callable[[Scene], Iterator[Sentence]]] = {
    Kind.RETURNED: _returned,
    Kind.UNPAID: _to_pay,
    Kind.WAITING: _to_pay,
}
