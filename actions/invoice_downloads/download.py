"""« Télécharge la facture 127 en PDF », « export pivot de mes factures »: a link in a card."""

import re
from collections.abc import Sequence
from typing import Literal

from rasa_sdk.events import SlotSet

from actions import french_format as french
from actions.french_words import fold
from actions.guarded_action import Event, GuardedAction
from actions.invoices import memory
from actions.invoices.choice import ALL, unknown_structure
from actions.invoices.criteria import UnknownStructureError, choose, criteria_said
from actions.invoices.memory import last_number, listed_numbers
from actions.invoices.search import find_invoice, invoice_button
from actions.portal_client import PortalClient, RefusedError
from actions.portal_offers import DownloadLink
from actions.reply import AGENT, Button, Reply, button, card, led_by, linked
from actions.turn import Turn

INTENT = "download_invoices"
MAX_NUMBERS = 100  # the portal's own limit
Form = Literal["pivot", "pdf"]
_FORMS: dict[Form, str] = {"pdf": "PDF", "pivot": "pivot (XML)"}
_PIVOT = re.compile(r"\b(?:pivot|xml|donnees structurees)\b")
_PDF = re.compile(r"\b(?:pdf|papier|imprim)")
_SEVERAL = re.compile(
    r"\b(?:mes|nos|les|toutes|ces|tt(?:es)?) (?:\w+ ){0,2}(?:factures?|fact?s?)\b"
)
_THOSE = re.compile(r"\b(?:les|ces|celles)\b")
# Which a button carries from one turn to the next.
_NUMBERS, _FORM = "download_numbers", "download_format"
_EVERY = "*"


class ActionDownloadInvoices(GuardedAction):
    """Which invoices, in which format; the link is the card's, for ten minutes."""

    action_name = "action_download_invoices"
    topic = INTENT
    login_purpose = "Pour télécharger vos factures"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        async with turn.portal() as portal:
            numbers = await _wanted(reply, turn, portal)
            if not numbers:
                return []
            form = _form_said(turn)
            if form is None:
                _ask_form(reply, numbers)
            else:
                await _give(reply, portal, numbers, form)
        return [_spoken_of(numbers)] if len(numbers) == 1 else []


def _spoken_of(numbers: Sequence[str]) -> Event:
    return SlotSet(memory.LAST, numbers[0])


async def _wanted(reply: Reply, turn: Turn, portal: PortalClient) -> Sequence[str]:
    """None, after `reply` has said why, when it is not known which."""
    carried = turn.entity(_NUMBERS)
    if carried == _EVERY:
        return await _chosen(reply, turn, portal)
    if carried:
        return carried.split("|")
    said = turn.entities("invoice_number")
    if said:
        return await _found(reply, portal, said)
    folded = "" if turn.is_choice else fold(turn.text)
    if _SEVERAL.search(folded) or criteria_said(turn):
        return await _chosen(reply, turn, portal)
    if _THOSE.search(folded) and listed_numbers(turn):
        return listed_numbers(turn)
    last = last_number(turn)
    if last is None:
        reply.questioning().say(
            "Quelle facture voulez-vous télécharger ? Donnez-moi son numéro, ou demandez-les "
            "toutes.",
            [button("Toutes mes factures", INTENT, **{_NUMBERS: _EVERY}), ALL],
        )
    return [last] if last else []


async def _found(reply: Reply, portal: PortalClient, said: Sequence[str]) -> Sequence[str]:
    numbers: list[str] = []
    for each in said:
        search = await find_invoice(portal, each)
        if search.invoice is None:
            reply.questioning().say(
                f"Je ne trouve aucune facture {each} parmi les vôtres."
                + (" Vouliez-vous dire :" if search.candidates else ""),
                [invoice_button(item, INTENT) for item in search.candidates] or [ALL, AGENT],
            )
            return []
        numbers.append(search.invoice.number)
    return numbers


async def _chosen(reply: Reply, turn: Turn, portal: PortalClient) -> Sequence[str]:
    try:
        found = await choose(portal, criteria_said(turn))
    except UnknownStructureError as error:
        reply.say(unknown_structure(str(error)), [ALL, AGENT])
        return []
    numbers = list(dict.fromkeys(invoice.number for invoice in found.invoices))[:MAX_NUMBERS]
    if not numbers:
        reply.say("Je ne vois aucune facture qui corresponde parmi les vôtres.", [ALL])
    return numbers


def _form_said(turn: Turn) -> Form | None:
    said = fold(turn.entity(_FORM) or ("" if turn.is_choice else turn.text))
    if _PIVOT.search(said):
        return "pivot"
    return "pdf" if _PDF.search(said) else None


def _ask_form(reply: Reply, numbers: Sequence[str]) -> None:
    what = _named(numbers)
    reply.questioning().say(
        f"Dans quel format voulez-vous {what} ? Le PDF se lit et s’imprime ; le pivot est un "
        "fichier XML, pour un logiciel.",
        [_in(form, numbers) for form in _FORMS],
    )


def _in(form: Form, numbers: Sequence[str]) -> Button:
    given = {_NUMBERS: "|".join(numbers), _FORM: form}
    return button(f"En {_FORMS[form]}", INTENT, **given)


async def _give(reply: Reply, portal: PortalClient, numbers: Sequence[str], form: Form) -> None:
    try:
        link = await portal.download_link(numbers, form)
    except RefusedError as error:
        other: Form = "pdf" if form == "pivot" else "pivot"
        reply.say(str(error), [_in(other, numbers)])
        return
    reply.say(_told(link, numbers, form), card=_card(link, numbers, form))


def _told(link: DownloadLink, numbers: Sequence[str], form: Form) -> str:
    return (
        f"Votre téléchargement est prêt : {_named(numbers)}, format {_FORMS[form]} "
        f"({link.name}). {_until(link)}"
    )


def _card(link: DownloadLink, numbers: Sequence[str], form: Form) -> dict[str, object]:
    fields = [("Contenu", _named(numbers)), ("Format", _FORMS[form]), ("Fichier", link.name)]
    shown = linked(card("summary", "Téléchargement", fields), f"Télécharger {link.name}", link.href)
    return led_by(_until(link), shown)


def _until(link: DownloadLink) -> str:
    return f"Le lien vous est personnel ; il est valable jusqu’au {french.moment(link.expires_at)}."


def _named(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"la facture {numbers[0]}"
    if len(numbers) <= 3:
        return f"les factures {', '.join(numbers[:-1])} et {numbers[-1]}"
    return f"{len(numbers)} factures"
