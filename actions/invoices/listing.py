"""« Mes factures rejetées »"""

from actions import french_format as french
from actions.guarded_action import Event, GuardedAction
from actions.invoices.card import invoices_card, line
from actions.invoices.search import invoice_button, newest_first
from actions.invoices.status_words import StatusFilter, filter_named, filter_said
from actions.portal_models import Invoice
from actions.reply import AGENT, Reply, button
from actions.turn import Turn

MAX_LISTED = 10
MAX_BUTTONS = 3
_ALL = button("Toutes mes factures", "list_invoices")


class ActionListInvoices(GuardedAction):
    """List the user's invoices, all of them or those of one status."""

    action_name = "action_list_invoices"
    topic = "list_invoices"
    login_purpose = "Pour consulter vos factures"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        wanted = _wanted(turn)
        async with turn.portal() as portal:
            found = await portal.invoices(statuses=wanted.codes if wanted else ())
        if found.items:
            _tell(reply, newest_first(found.items), found.count, wanted)
        else:
            _tell_none(reply, wanted)
        return []


def _wanted(turn: Turn) -> StatusFilter | None:
    # The sentence first: « non payées » holds the word « payées ».
    said = None if turn.is_choice else filter_said(turn.text)
    word = turn.entity("invoice_status")
    return said or (filter_named(word) if word else None)


def _tell(reply: Reply, invoices: list[Invoice], total: int, wanted: StatusFilter | None) -> None:
    shown = invoices[:MAX_LISTED]
    head = f"Vous avez {_counted(total, wanted)} :"
    lines = [head, *map(line, shown)]
    if total > len(shown):
        lines.append(
            f"Ce sont les {len(shown)} plus récentes ; les autres sont sur le portail, "
            "dans la synthèse des factures."
        )
    title = f"Vos factures {wanted.many} ({total})" if wanted else f"Vos factures ({total})"
    buttons = [invoice_button(invoice) for invoice in shown[:MAX_BUTTONS]]
    reply.say("\n".join(lines), buttons, card=invoices_card(title, shown))


def _tell_none(reply: Reply, wanted: StatusFilter | None) -> None:
    if wanted is None:
        reply.say("Je ne vois aucune facture dans vos structures.", [AGENT])
    else:
        reply.say(f"Vous n’avez pas de factures {wanted.many}.", [_ALL])


def _counted(total: int, wanted: StatusFilter | None) -> str:
    """« 1 facture rejetée », « 2 factures rejetées »."""
    if wanted is None:
        return french.count(total, "facture", "factures")
    return french.count(total, f"facture {wanted.one}", f"factures {wanted.many}")
