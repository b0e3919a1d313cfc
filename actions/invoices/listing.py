"""« Mes factures rejetées », « mes factures au CD31 »"""

from dataclasses import replace

from actions import french_format as french
from actions.guarded_action import Event, GuardedAction
from actions.invoices import memory
from actions.invoices.card import invoices_card, line
from actions.invoices.choice import ALL, unknown_structure
from actions.invoices.criteria import (
    Chosen,
    Criteria,
    UnknownStructureError,
    choose,
    criteria_said,
)
from actions.invoices.search import invoice_buttons, newest_first
from actions.invoices.status_words import StatusFilter, filter_named, filter_said
from actions.reply import AGENT, Reply
from actions.turn import Turn

MAX_LISTED = 10
MAX_BUTTONS = 3


class ActionListInvoices(GuardedAction):
    """List the user's invoices: all, or those of one status, structure, amount or date."""

    action_name = "action_list_invoices"
    topic = "list_invoices"
    login_purpose = "Pour consulter vos factures"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        wanted = replace(criteria_said(turn), rank=None, step=_step(turn))
        async with turn.portal() as portal:
            try:
                found = await choose(portal, wanted)
            except UnknownStructureError as error:
                reply.say(unknown_structure(str(error)), [ALL, AGENT])
                return []
        if found.invoices:
            return _tell(reply, found, wanted.step)
        _tell_none(reply, found, wanted)
        return []


def _step(turn: Turn) -> StatusFilter | None:
    # The sentence first: « non payées » holds the word « payées ».
    said = None if turn.is_choice else filter_said(turn.text)
    word = turn.entity("invoice_status")
    return said or (filter_named(word) if word else None)


def _tell(reply: Reply, found: Chosen, step: StatusFilter | None) -> list[Event]:
    shown = newest_first(found.invoices)[:MAX_LISTED]
    described = f" ({found.described})" if found.described else ""
    when = f" {french.as_of(shown[0].as_of)}" if shown[0].as_of else ""
    lines = [f"Vous avez {_counted(found.total, step)}{described}{when} :", *map(line, shown)]
    if found.total > len(shown):
        lines.append(
            f"Ce sont les {len(shown)} plus récentes ; les autres sont sur le portail, "
            "dans la synthèse des factures."
        )
    kind = f"Vos factures {step.many}" if step else "Vos factures"
    buttons = invoice_buttons(shown)[:MAX_BUTTONS]
    card = invoices_card(f"{kind}{described} ({found.total})", shown)
    reply.say("\n".join(lines), buttons, card=card)
    return memory.listed(shown)


def _tell_none(reply: Reply, found: Chosen, wanted: Criteria) -> None:
    if not wanted:
        reply.say("Je ne vois aucune facture dans vos structures.", [AGENT])
        return
    kind = f"factures {wanted.step.many}" if wanted.step else "factures"
    described = f" ({found.described})" if found.described else ""
    reply.say(f"Vous n’avez pas de {kind}{described}.", [ALL])


def _counted(total: int, step: StatusFilter | None) -> str:
    """« 1 facture rejetée », « 2 factures rejetées »."""
    if step is None:
        return french.count(total, "facture", "factures")
    return french.count(total, f"facture {step.one}", f"factures {step.many}")
