"""« Vérifie ma facture »: a file dropped in the conversation, judged before it is sent."""

import logging

from actions.guarded_action import Event, GuardedAction
from actions.invoice_check.card import check_card, describe
from actions.knowledge_titles import entry_titles
from actions.portal_checks import InvoiceCheck
from actions.portal_client import PortalUnavailableError
from actions.reply import Button, Reply, button
from actions.turn import Attachment, Turn, payload

logger = logging.getLogger(__name__)

# Reading a heavy PDF and running the rules of EN 16931 takes longer than looking something up.
CHECK_SECONDS = 20.0
MAX_ENTRIES = 3
_INTENT = "check_invoice"
_PREFERRED = (".pdf", ".xml")
_GENERAL = "faq_filing_required_elements"
_ASK = (
    "Déposez-la ici, avec le bouton « Joindre un fichier » : un PDF, un Factur-X ou un XML de "
    "moins de 10 Mo. Je vous dirai, avant tout envoi, ce qui serait refusé, ce qui est douteux, "
    "et comment le corriger. Rien n’est transmis à votre client."
)
_UNREACHABLE = (
    "Je n’arrive pas à contrôler votre facture pour le moment. Réessayez dans un instant ; "
    "en attendant, voici ce qu’elle doit contenir."
)


class ActionCheckInvoice(GuardedAction):
    """Show the report card of the file of this turn; anonymous users may ask."""

    action_name = "action_check_invoice"
    topic = _INTENT

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        wanted, others = _choose(turn)
        if wanted is None:
            reply.questioning().say(_ASK)
            return []
        try:
            async with turn.portal(seconds=CHECK_SECONDS) as portal:
                check = await portal.check_invoice(wanted)
        except PortalUnavailableError as error:
            logger.warning("%s: the portal is unavailable (%s)", self.name(), error)
            reply.questioning().say(_UNREACHABLE, self._way_out(turn))
            reply.say_entry(_GENERAL)
            return []
        text = "\n\n".join([describe(check), *_left_out(others)])
        reply.say(text, _explanations(check), card=check_card(check))
        return []

    def retry(self, turn: Turn) -> str | None:
        """The same file again, which the next turn will not carry."""
        wanted, _ = _choose(turn)
        return None if wanted is None else payload(_INTENT, {"file_id": wanted})


def _choose(turn: Turn) -> tuple[str | None, list[Attachment]]:
    """The id of the file that is most like an invoice, and the others."""
    files = turn.attachments
    if not files:
        return turn.entity("file_id"), []
    likely = [file for file in files if file.name.lower().endswith(_PREFERRED)]
    chosen = (likely or files)[0]
    return chosen.id, [file for file in files if file is not chosen]


def _left_out(others: list[Attachment]) -> list[str]:
    names = ", ".join(file.name for file in others)
    if not names:
        return []
    return [f"Je contrôle un fichier à la fois : renvoyez-moi séparément {names}."]


def _explanations(check: InvoiceCheck) -> list[Button]:
    """The entries that explain the gravest findings; a button must lead somewhere."""
    titles = entry_titles()
    intents = dict.fromkeys(_intent_of(finding.entry) for finding in check.findings)
    known = [intent for intent in intents if intent in titles][:MAX_ENTRIES]
    return [button(titles[intent], intent) for intent in known]


def _intent_of(entry: str) -> str:
    """As `knowledge` names them: `filing/deposit-pdf` → `faq_filing_deposit_pdf`."""
    return "faq_" + "".join(c if c.isalnum() else "_" for c in entry)
