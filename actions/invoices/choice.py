"""One invoice out of those that fit what was said: found, chosen among several, or none."""

from actions import french_format as french
from actions.guarded_action import Event
from actions.invoices import memory
from actions.invoices.card import invoices_card, line
from actions.invoices.criteria import Chosen, Criteria, UnknownStructureError, choose
from actions.invoices.ranks import by_rank
from actions.invoices.search import find_invoice, invoice_buttons
from actions.portal_client import PortalClient
from actions.portal_models import Invoice
from actions.reply import AGENT, Reply, button
from actions.turn import Turn

MAX_CHOICES = 5
ALL = button("Toutes mes factures", "list_invoices")


async def choose_one(
    reply: Reply, turn: Turn, portal: PortalClient, criteria: Criteria
) -> tuple[Invoice | None, list[Event]]:
    """The only invoice that fits; else None, and `reply` has said why."""
    try:
        chosen = await choose(portal, criteria)
    except UnknownStructureError as error:
        reply.say(unknown_structure(str(error)), [ALL, AGENT])
        return None, []
    if not criteria.rank and len(chosen.invoices) != 1:
        return None, _ask_which(reply, chosen)
    found = by_rank(chosen, criteria, turn)
    if found is None:
        reply.say(_no_such_place(chosen), [ALL])
        return None, []
    # The list leaves its history out.
    return (await find_invoice(portal, found.reference)).invoice or found, []


def unknown_structure(name: str) -> str:
    return (
        f"Je ne connais pas de structure « {name} », ni dans l’annuaire ni dans vos factures. "
        "Donnez-moi son nom officiel, son SIRET, ou le numéro de la facture."
    )


def _ask_which(reply: Reply, chosen: Chosen) -> list[Event]:
    described = f" ({chosen.described})" if chosen.described else ""
    if not chosen.invoices:
        reply.say(f"Je ne vois aucune facture qui corresponde{described} parmi les vôtres.", [ALL])
        return []
    shown = chosen.invoices[:MAX_CHOICES]
    when = f" {french.as_of(shown[0].as_of)}" if shown[0].as_of else ""
    lines = [f"{chosen.total} de vos factures correspondent{described}{when}. Laquelle ?"]
    lines += map(line, shown)
    if chosen.total > len(shown):
        lines.append(f"Ce sont les {len(shown)} plus récentes.")
    title = f"Vos factures{described}"
    buttons = invoice_buttons(shown)
    reply.say("\n".join(lines), buttons, card=invoices_card(title, shown))
    return memory.listed(shown)


def _no_such_place(chosen: Chosen) -> str:
    if not chosen.invoices:
        return "Je ne vois aucune facture dans vos structures."
    return "Il n’y en a pas d’autre dans cette liste."
