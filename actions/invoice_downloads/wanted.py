"""Which invoices a user wants to take away: named, listed, described, or all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions import french_format as french
from actions.french_words import fold
from actions.invoice_reference import is_reference, number_of
from actions.invoices.choice import ALL, unknown_structure
from actions.invoices.criteria import UnknownStructureError, choose, criteria_said
from actions.invoices.memory import last_number, listed_numbers
from actions.invoices.search import find_invoice, invoice_buttons, which_near
from actions.portal_client import PortalClient
from actions.reply import AGENT, Reply, button
from actions.turn import Turn

INTENT = "download_invoices"
NUMBERS = "download_numbers"  # which a button carries from one turn to the next
MAX_NUMBERS = 100  # the portal's own limit
_EVERY = "*"
_SEVERAL = re.compile(
    r"\b(?:mes|nos|les|toutes|ces|tt(?:es)?) (?:\w+ ){0,2}(?:factures?|fact?s?)\b"
)
_THOSE = re.compile(r"\b(?:les|ces|celles)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`left_out`: how many fit and are more than the portal gives at once."""

    references: Sequence[str] = ()
    left_out: int = 0

    @property
    def warning(self) -> str:
        """Empty when there are all of them."""
        if not self.left_out:
            return ""
        others = french.count(self.left_out, "autre n’y est pas", "autres n’y sont pas")
        return (
            f" Ce sont les {len(self.references)} plus récentes : {others}. Pour les avoir, "
            "demandez celles d’une structure, d’une date ou d’un état."
        )


_NONE = Wanted()


async def wanted(reply: Reply, turn: Turn, portal: PortalClient) -> Wanted:
    """None, after `reply` has said why, when it is not known which."""
    carried = turn.entity(NUMBERS)
    if carried == _EVERY:
        return await _chosen(reply, turn, portal)
    if carried:
        return Wanted(carried.split("|"))
    said = turn.entities("invoice_number")
    if said:
        return await _found(reply, portal, said)
    folded = "" if turn.is_choice else fold(turn.text)
    if _SEVERAL.search(folded) or criteria_said(turn):
        return await _chosen(reply, turn, portal)
    if _THOSE.search(folded) and listed_numbers(turn):
        return Wanted(listed_numbers(turn))
    last = last_number(turn)
    if last is None:
        _ask_which(reply)
        return _NONE
    return Wanted([last]) if is_reference(last) else await _found(reply, portal, [last])


def _ask_which(reply: Reply) -> None:
    reply.questioning().say(
        "Quelle facture voulez-vous télécharger ? Donnez-moi son numéro, ou demandez-les toutes.",
        [button("Toutes mes factures", INTENT, **{NUMBERS: _EVERY}), ALL],
    )


async def _found(reply: Reply, portal: PortalClient, said: Sequence[str]) -> Wanted:
    references: list[str] = []
    for each in said:
        search = await find_invoice(portal, each)
        if search.invoice is None:
            number, near = number_of(each), search.candidates
            none = f"Je ne trouve aucune facture {number} parmi les vôtres."
            text = which_near(number, near) if near else none
            reply.questioning().say(text, invoice_buttons(near, INTENT) or [ALL, AGENT])
            return _NONE
        references.append(search.invoice.reference)
    return Wanted(references)


async def _chosen(reply: Reply, turn: Turn, portal: PortalClient) -> Wanted:
    try:
        found = await choose(portal, criteria_said(turn))
    except UnknownStructureError as error:
        reply.say(unknown_structure(str(error)), [ALL, AGENT])
        return _NONE
    every = list(dict.fromkeys(invoice.reference for invoice in found.invoices))
    if not every:
        reply.say("Je ne vois aucune facture qui corresponde parmi les vôtres.", [ALL])
    given = every[:MAX_NUMBERS]
    return Wanted(given, found.total - len(given))
