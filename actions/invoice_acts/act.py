"""« Je veux valider la facture FAC-12 », « suspendre la 126 »: finds it, and opens the form."""

from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions import french_format as french
from actions.diagnosis.which_invoice import Meant, invoice_meant
from actions.guarded_action import Event, GuardedAction
from actions.invoice_acts.offered import buttons_of, elsewhere, slots_of
from actions.invoice_reference import number_of
from actions.invoices import memory
from actions.invoices.card import invoices_card, line
from actions.invoices.memory import last_number
from actions.invoices.search import (
    RETURNED,
    find_invoice,
    invoice_buttons,
    newest_first,
    which_near,
)
from actions.operations import slots
from actions.operations.starting import start
from actions.operations.verbs import Wish, wish_named, wish_said
from actions.portal_client import PortalClient
from actions.portal_offers import Offers
from actions.reply import Reply, button
from actions.turn import Turn

INTENT = "act_on_invoice"
MAX_CHOICES = 5
_WISH = "invoice_act"  # which a button carries from one turn to the next
_TO_ACT_ON = (*RETURNED, "A_VALIDER_1", "A_VALIDER_2", "MISE_A_DISPOSITION", "COMPLETEE")
_UNKNOWN = (
    "Je ne trouve aucune facture {} parmi les vôtres : vérifiez le numéro, "
    "ou donnez-moi seulement ses derniers chiffres."
)
_ALL = button("Voir mes factures", "list_invoices")


class ActionActOnInvoice(GuardedAction):
    """Ask the portal what the user may do; open the form on what he said, else offer it all."""

    action_name = "action_act_on_invoice"
    topic = INTENT
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        wish = wish_named(turn.entity(_WISH)) or (None if turn.is_choice else wish_said(turn.text))
        async with turn.portal() as portal:
            meant = await _meant(turn, portal, wish)
            if meant.reference is None:
                return _ask_which(reply, turn, meant, wish)
            offers = await portal.invoice_offers(meant.reference)
            given = slots_of(offers, wish) if wish else None
            if given is None:
                await _offer(reply, portal, offers, wish)
                return [SlotSet(memory.LAST, offers.reference)]
        return _open(reply, turn, given)


async def _meant(turn: Turn, portal: PortalClient, wish: Wish | None) -> Meant:
    """« la valider » is about the last one spoken of, whatever it waits for."""
    meant = await invoice_meant(turn, portal, wish.statuses if wish else _TO_ACT_ON)
    alone = meant.reference is None and meant.unknown is None and not meant.candidates
    last = last_number(turn)
    if not alone or last is None:
        return meant
    search = await find_invoice(portal, last)
    if search.invoice is not None:
        return Meant(search.invoice.reference)
    return Meant(candidates=search.candidates, unknown=number_of(last))


def _ask_which(reply: Reply, turn: Turn, meant: Meant, wish: Wish | None) -> list[Event]:
    act = f"{wish.said} quelle facture" if wish else "agir sur quelle facture"
    shown = newest_first(meant.candidates)[:MAX_CHOICES]
    buttons = invoice_buttons(shown, INTENT, **({_WISH: wish.name} if wish else {}))
    if meant.unknown is not None:
        unknown = meant.unknown
        text = which_near(unknown, meant.candidates) if shown else _UNKNOWN.format(unknown)
        reply.questioning().say(text, buttons or [_ALL])
        return memory.not_found()
    if not shown:
        text = (
            f"Vous voulez {act} ? Je n’en vois aucune qui s’y prête {french.as_of(turn.now)} : "
            "donnez-moi son numéro."
        )
        reply.questioning().say(text, [_ALL])
        return []
    moment = french.as_of(shown[0].as_of or turn.now)
    lines = [f"Vous voulez {act} ?", *map(line, shown)]
    card = invoices_card(f"Vos factures {moment}", shown)
    reply.questioning().say("\n".join(lines), buttons, card=card)
    return memory.listed(shown)


async def _offer(reply: Reply, portal: PortalClient, offers: Offers, wish: Wish | None) -> None:
    """What may be done; when it is nothing, or not what was said, why."""
    number, when = offers.number, french.as_of(offers.as_of)
    stands = f"elle est au statut « {offers.status.label} » {when}"
    buttons = buttons_of(offers)
    if buttons:
        asked = f"Que voulez-vous faire de la facture {number} ? Pour le moment, {stands}."
        refused = (
            f"Vous ne pouvez pas {wish.said} la facture {number} : {stands}." if wish else asked
        )
        also = elsewhere(offers)
        reply.say(f"{refused} Voici ce que le portail vous permet.{also}", buttons)
        return
    invoice = await portal.invoice(offers.reference)
    follows = f" {invoice.status.next_step}" if invoice.status.next_step else ""
    there = elsewhere(offers)
    none = "que je puisse faire d’ici " if there else ""
    text = f"Aucune action {none}ne vous est ouverte sur la facture {number} : {stands}."
    reply.say(
        f"{text}{there}{follows}",
        [button("Voir la facture", "invoice_status", invoice_number=offers.reference)],
    )


def _open(reply: Reply, turn: Turn, given: dict[str, Any]) -> list[Event]:
    """At once; in the middle of another form, by a button that leaves it."""
    remembered = SlotSet(memory.LAST, given[slots.INVOICE])
    if turn.tracker.active_loop.get("name"):
        others = {name: value for name, value in given.items() if name != slots.KIND}
        reply.say(
            f"Je peux le faire pour la facture {number_of(given[slots.INVOICE])}, en laissant "
            "de côté ce qui est en cours.",
            [start("Le faire maintenant", given[slots.KIND], **others)],
        )
        return [remembered]
    emptied = [event for event in slots.forget() if event.get("event") == "slot"]
    filled = [SlotSet(name, value) for name, value in given.items()]
    return [remembered, *emptied, *filled, FollowupAction(slots.FORM)]
