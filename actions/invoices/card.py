"""An invoice as a card, and the same in words."""

from collections.abc import Sequence

from actions import french_format as french
from actions.portal_models import Invoice
from actions.reply import Card, card

_PAYMENT_NOT_RETURNED = (
    "Ce destinataire ne transmet pas l’état « Mise en paiement » à Chorus Pro : "
    "pour le règlement, interrogez-le directement."
)
# Once paid, or sent back, the missing payment status no longer explains anything.
_PAYMENT_IS_AHEAD = frozenset(
    {"MISE_A_DISPOSITION", "SERVICE_FAIT", "MANDATEE", "MISE_A_DISPOSITION_COMPTABLE"}
    | {"COMPTABILISEE", "COMPLETEE", "PRISE_EN_COMPTE_DESTINATAIRE"}
)


def invoice_card(invoice: Invoice) -> Card:
    status = invoice.status
    fields = [
        ("Numéro", invoice.number),
        ("Destinataire", invoice.recipient.name),
        ("Fournisseur", invoice.supplier.name),
        ("Montant", total(invoice)),
        ("Statut", status.label),
        ("Depuis le", _since(invoice)),
        ("Ce que cela signifie", status.meaning),
        ("Motif", status.reason),
        ("Commentaire", status.comment),
        ("Prochaine étape", status.next_step),
        ("Paiement", payment_note(invoice)),
        ("Mise à jour", _as_of(invoice)),
    ]
    return card("invoice", f"Facture {invoice.number}", fields, data=invoice.data())


def describe(invoice: Invoice) -> str:
    """The card in words, one idea a paragraph."""
    status, since = invoice.status, _since(invoice)
    head = f"La facture {invoice.number} est au statut « {status.label} »"
    parties = [
        f"Destinataire : {invoice.recipient.name}",
        f"Fournisseur : {invoice.supplier.name}",
        f"Montant : {total(invoice)}",
    ]
    lines = [
        f"{head} depuis le {since}." if since else f"{head}.",
        "\n".join(parties),
        status.meaning,
        _labelled("Motif", status.reason),
        _labelled("Commentaire", status.comment),
        _labelled("Prochaine étape", status.next_step),
        payment_note(invoice),
        _sentence(_as_of(invoice)),
    ]
    return "\n\n".join(line for line in lines if line)


def invoices_card(title: str, invoices: Sequence[Invoice]) -> Card:
    items = [
        card(
            "invoice",
            f"Facture {invoice.number}",
            [
                ("Statut", invoice.status.label),
                ("Depuis le", _since(invoice)),
                ("Montant", total(invoice)),
                ("Destinataire", invoice.recipient.name),
            ],
            data=invoice.data(),
        )
        for invoice in invoices
    ]
    return card("invoices", title, items=items)


def line(invoice: Invoice) -> str:
    """One invoice in a list."""
    since = _since(invoice)
    status = f"{invoice.status.label} depuis le {since}" if since else invoice.status.label
    return f"- {invoice.number} : {status}, {total(invoice)}, pour {invoice.recipient.name}"


def total(invoice: Invoice) -> str:
    """« 507,00 € TTC »."""
    return f"{french.amount(invoice.amount.incl_tax, invoice.amount.currency)} TTC"


def _since(invoice: Invoice) -> str | None:
    return french.day(invoice.status.since) if invoice.status.since else None


def _as_of(invoice: Invoice) -> str | None:
    return f"état au {french.moment(invoice.as_of)}" if invoice.as_of else None


def payment_note(invoice: Invoice) -> str | None:
    """Why no payment will ever show, when the recipient's accountant feeds none back."""
    if invoice.payment_status_returned or invoice.status.code not in _PAYMENT_IS_AHEAD:
        return None
    return _PAYMENT_NOT_RETURNED


def _labelled(label: str, value: str | None) -> str | None:
    return f"{label} : {value}" if value else None


def _sentence(text: str | None) -> str | None:
    return f"{text[0].upper()}{text[1:]}." if text else None
