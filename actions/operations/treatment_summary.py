"""What is about to be validated, refused, treated or set, with what may still be changed."""

from actions import french_format as french
from actions.invoices.card import total
from actions.operations import slots
from actions.operations.summary_shape import Fields, Summary, state
from actions.portal_client import PortalClient
from actions.portal_models import Invoice
from actions.reply import Button, button
from actions.turn import Turn

_COMMENT = "Ajouter un commentaire", "Modifier le commentaire"
_REASON = button("Modifier le motif", "inform", op_reason=slots.EDIT)
_FINAL = "Un rejet est définitif : le fournisseur devra établir une nouvelle facture. "


async def treating(turn: Turn, portal: PortalClient) -> Summary:
    invoice = await portal.invoice(str(turn.slot(slots.INVOICE)))
    match turn.slot(slots.KIND):
        case "validate":
            title, agreed = "Validation de la facture", button("Valider", "affirm")
            question, more = "Dois-je donner votre accord ? Elle suivra alors son circuit.", []
        case "refuse":
            title, agreed = "Refus de la facture", button("Refuser", "affirm")
            question, more = "Dois-je la refuser et la renvoyer à son fournisseur ?", [_REASON]
        case "treat_rejection":
            title, agreed = "Traitement du rejet", button("Confirmer", "affirm")
            question, more = (
                "Dois-je noter que ce rejet est traité ? Rien n’est renvoyé au destinataire.",
                [],
            )
        case _:
            return await _setting(turn, portal, invoice)
    return Summary(title, question, _fields(turn, invoice), [agreed, *more, _comment(turn)])


async def _setting(turn: Turn, portal: PortalClient, invoice: Invoice) -> Summary:
    offers = await portal.invoice_offers(str(turn.slot(slots.INVOICE)))
    offer, code = offers.offer("set_status"), str(turn.slot(slots.TARGET))
    target = offer.target(code) if offer else None
    label = target.label if target else code
    fields = [("Nouvel état", label), *_fields(turn, invoice)]
    buttons = [
        button("Confirmer", "affirm"),
        button("Choisir un autre état", "inform", op_target=slots.EDIT),
        *([_REASON] if target and target.reason_required else []),
        _comment(turn),
    ]
    final = _FINAL if code == "REJETEE" else ""
    question = f"{final}Dois-je passer la facture à l’état « {label} » ?"
    return Summary("Changement d’état de la facture", question, fields, buttons)


def _fields(turn: Turn, invoice: Invoice) -> Fields:
    said = [
        ("Motif", turn.slot(slots.REASON)),
        ("Numéro de mandat", turn.slot(slots.MANDATE)),
        ("Commentaire", turn.slot(slots.COMMENT)),
    ]
    return [
        ("Facture", f"{invoice.number}, {total(invoice)}"),
        ("Fournisseur", f"{invoice.supplier.name} ({french.siret(invoice.supplier.siret)})"),
        ("Destinataire", invoice.recipient.name),
        *((label, str(value)) for label, value in said if value not in (None, slots.NONE)),
        state(invoice),
    ]


def _comment(turn: Turn) -> Button:
    without = turn.slot(slots.COMMENT) in (None, slots.NONE)
    return button(_COMMENT[0] if without else _COMMENT[1], "inform", op_comment=slots.EDIT)
