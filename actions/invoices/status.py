"""« Où en est ma facture 201700100376 ? », « et celle du CD31 ? »"""

from collections.abc import Sequence

from actions.guarded_action import Event, GuardedAction
from actions.invoice_acts.offered import offered
from actions.invoice_reference import number_of
from actions.invoices import memory
from actions.invoices.card import describe, invoice_card
from actions.invoices.choice import choose_one
from actions.invoices.criteria import Criteria, criteria_said
from actions.invoices.search import (
    find_invoice,
    homonyms_among,
    invoice_buttons,
    recently_returned,
    several_bear,
)
from actions.portal_client import PortalClient
from actions.portal_models import Invoice
from actions.reply import AGENT, Button, Reply, button
from actions.turn import Turn

_ALL = button("Voir mes factures", "list_invoices")
_NEXT_STEP = {
    "A_RECYCLER": button("Comment recycler ?", "faq_tracking_how_to_recycle"),
    "REJETEE": button("Que faire après un rejet ?", "faq_tracking_after_rejection"),
    "SUSPENDUE": button("Comment compléter ?", "faq_tracking_how_to_complete"),
}


class ActionInvoiceStatus(GuardedAction):
    """Say where an invoice stands: the one just named or described, else the last spoken of."""

    action_name = "action_invoice_status"
    topic = "invoice_status"
    login_purpose = "Pour suivre une facture"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        criteria, last = criteria_said(turn), turn.intent == "invoice_status"
        async with turn.portal() as portal:
            invoice, events = await find_spoken_of(reply, turn, portal, criteria, last=last)
            if invoice is None:
                return events
            acts = await offered(portal, invoice.reference)
        shown = invoice_card(invoice)
        reply.say(describe(invoice), [*buttons_after(invoice), *acts], card=shown)
        return [*events, *memory.shown(invoice)]


async def find_spoken_of(
    reply: Reply, turn: Turn, portal: PortalClient, criteria: Criteria, *, last: bool
) -> tuple[Invoice | None, list[Event]]:
    """The invoice that this message means; when in doubt, None, and `reply` has asked.

    `last`: whether a message that names none means the last one spoken of.
    """
    number = turn.entity("invoice_number")
    if number is None and criteria:
        return await choose_one(reply, turn, portal, criteria)
    if number is None and last:
        number = memory.last_number(turn)
    if number is None:
        return None, await _ask_which(reply, portal)
    return await _find_numbered(reply, portal, number)


def buttons_after(invoice: Invoice) -> list[Button]:
    """For one that came back: why, from the user's own data, then how in general."""
    step = _NEXT_STEP.get(invoice.status.code)
    why = button("Pourquoi ?", "explain_return", invoice_number=invoice.reference)
    return [why, step] if step else []


async def _ask_which(reply: Reply, portal: PortalClient) -> list[Event]:
    returned = await recently_returned(portal)
    text = (
        "Quel est le numéro de la facture ? "
        "Écrivez-le en entier, ou seulement ses derniers chiffres."
    )
    if returned:
        text += " Voici les dernières factures qui vous sont revenues :"
    reply.say(text, invoice_buttons(returned) or [_ALL])
    return []


async def _find_numbered(
    reply: Reply, portal: PortalClient, number: str
) -> tuple[Invoice | None, list[Event]]:
    search = await find_invoice(portal, number)
    if search.invoice is not None:
        return search.invoice, []
    number = number_of(number)
    if search.candidates:
        reply.say(*_did_you_mean(number, search.candidates))
    else:
        reply.say(
            f"Je ne trouve aucune facture {number} parmi les vôtres. Vérifiez le numéro, "
            "ou donnez-moi seulement ses derniers chiffres.",
            [_ALL, AGENT],
        )
    return None, memory.not_found()


def _did_you_mean(number: str, candidates: Sequence[Invoice]) -> tuple[str, list[Button]]:
    numbers = [invoice.number for invoice in candidates]
    listed = " ou ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    if homonyms_among(candidates):
        text = several_bear(number)
    elif all(invoice.match == "suffix" for invoice in candidates):
        text = f"Plusieurs de vos factures finissent par {number}. Vouliez-vous dire {listed} ?"
    else:
        text = (
            f"Je ne trouve pas de facture {number} parmi les vôtres. Vouliez-vous dire {listed} ?"
        )
    return text, invoice_buttons(candidates)
