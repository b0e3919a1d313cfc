"""« Elle est payée ? », « pourquoi ? », « et son montant ? »"""

from actions import french_format as french
from actions.guarded_action import Event, GuardedAction
from actions.invoices import memory
from actions.invoices.aspects import answer_about
from actions.invoices.criteria import Criteria, criteria_said, means_the_last
from actions.invoices.status import buttons_after, find_spoken_of
from actions.portal_models import Invoice
from actions.reply import Reply, button
from actions.turn import Turn


class ActionInvoiceDetail(GuardedAction):
    """Answer one question about the invoice last spoken of, or the one that is named."""

    action_name = "action_invoice_detail"
    topic = "invoice_detail"
    login_purpose = "Pour consulter cette facture"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        criteria = criteria_said(turn)
        if means_the_last(turn, criteria) and memory.last_number(turn):
            criteria = Criteria()
        async with turn.portal() as portal:
            invoice, events = await find_spoken_of(reply, turn, portal, criteria, last=True)
        if invoice is None:
            return events
        whole = button("Voir la facture", "invoice_status", invoice_number=invoice.reference)
        reply.say(_answer(turn, invoice), [whole, *buttons_after(invoice)])
        return [*events, *memory.shown(invoice)]


def _answer(turn: Turn, invoice: Invoice) -> str:
    """The whole invoice says already what it is true of."""
    text = answer_about(turn.text, invoice)
    when = french.as_of(invoice.as_of) if invoice.as_of else None
    return f"{text} (Situation {when}.)" if when and when not in text else text
