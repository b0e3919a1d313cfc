"""« Télécharge la facture 127 en PDF », « export pivot de mes factures »: a link in a card."""

import re
from collections.abc import Sequence
from typing import Literal

from rasa_sdk.events import SlotSet

from actions import french_format as french
from actions.french_words import fold
from actions.guarded_action import Event, GuardedAction
from actions.invoice_downloads.wanted import INTENT, NUMBERS, Wanted, wanted
from actions.invoice_reference import number_of
from actions.invoices import memory
from actions.portal_client import PortalClient, RefusedError
from actions.portal_offers import DownloadLink
from actions.reply import Button, Reply, button, card, led_by, linked
from actions.turn import Turn

Form = Literal["pivot", "pdf"]
_FORMS: dict[Form, str] = {"pdf": "PDF", "pivot": "pivot (XML)"}
_PIVOT = re.compile(r"\b(?:pivot|xml|donnees structurees)\b")
_PDF = re.compile(r"\b(?:pdf|papier|imprim)")
_FORM = "download_format"  # which a button carries from one turn to the next
# Refusals that name the invoices without such a file.
_NOT_ALL = frozenset({"pdf_missing", "pivot_incomplete"})


class ActionDownloadInvoices(GuardedAction):
    """Which invoices, in which format; the link is the card's, for ten minutes."""

    action_name = "action_download_invoices"
    topic = INTENT
    login_purpose = "Pour télécharger vos factures"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        turn.require_login()
        async with turn.portal() as portal:
            which = await wanted(reply, turn, portal)
            if not which.references:
                return []
            form = _form_said(turn)
            if form is None:
                _ask_form(reply, which)
            else:
                await _give(reply, portal, which, form)
        alone = len(which.references) == 1
        return [SlotSet(memory.LAST, which.references[0])] if alone else []


def _form_said(turn: Turn) -> Form | None:
    said = fold(turn.entity(_FORM) or ("" if turn.is_choice else turn.text))
    if _PIVOT.search(said):
        return "pivot"
    return "pdf" if _PDF.search(said) else None


def _ask_form(reply: Reply, which: Wanted) -> None:
    reply.questioning().say(
        f"Dans quel format voulez-vous {_named(which.references)} ? Le PDF se lit et s’imprime ; "
        f"le pivot est un fichier XML, pour un logiciel.{which.warning}",
        [_in(form, which.references) for form in _FORMS],
    )


def _in(form: Form, references: Sequence[str], title: str | None = None) -> Button:
    given = {NUMBERS: "|".join(references), _FORM: form}
    return button(title or f"En {_FORMS[form]}", INTENT, **given)


async def _give(reply: Reply, portal: PortalClient, which: Wanted, form: Form) -> None:
    try:
        link = await portal.download_link(which.references, form)
    except RefusedError as error:
        other: Form = "pdf" if form == "pivot" else "pivot"
        reply.say(
            f"{error}{which.warning}",
            [*_the_others(error, which.references, form), _in(other, which.references)],
        )
        return
    shown = _card(link, which.references, form)
    reply.say(_told(link, which, form), card=led_by(f"{_until(link)}{which.warning}", shown))


def _the_others(error: RefusedError, references: Sequence[str], form: Form) -> list[Button]:
    """Those that the refusal does not name can be given without the rest."""
    if error.code not in _NOT_ALL:
        return []
    given = [each for each in references if not _is_named(number_of(each), str(error))]
    if not given or len(given) == len(references):
        return []
    count = french.count(len(given), "autre", "autres")
    title = f"Les {count} en {_FORMS[form]}" if len(given) > 1 else f"L’autre en {_FORMS[form]}"
    return [_in(form, given, title)]


def _is_named(number: str, text: str) -> bool:
    """As a whole: « F-1 » is not named by « F-12 »."""
    return re.search(rf"(?<![\w/-]){re.escape(number)}(?![\w/-])", text) is not None


def _told(link: DownloadLink, which: Wanted, form: Form) -> str:
    return (
        f"Votre téléchargement est prêt : {_named(which.references)}, format {_FORMS[form]} "
        f"({link.name}). {_until(link)}{which.warning}"
    )


def _card(link: DownloadLink, references: Sequence[str], form: Form) -> dict[str, object]:
    fields = [
        ("Contenu", _named(references)),
        ("Format", _FORMS[form]),
        ("Fichier", link.name),
    ]
    return linked(card("summary", "Téléchargement", fields), f"Télécharger {link.name}", link.href)


def _until(link: DownloadLink) -> str:
    return f"Le lien vous est personnel ; il est valable jusqu’au {french.moment(link.expires_at)}."


def _named(references: Sequence[str]) -> str:
    numbers = [number_of(each) for each in references]
    if len(numbers) == 1:
        return f"la facture {numbers[0]}"
    if len(numbers) <= 3:
        return f"les factures {', '.join(numbers[:-1])} et {numbers[-1]}"
    return f"{len(numbers)} factures"
