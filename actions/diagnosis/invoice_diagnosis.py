"""What « pourquoi ma facture est revenue » and « n’est pas payée » have in common."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from actions import french_format as french
from actions.diagnosis.invoice_card import diagnosis_buttons, diagnosis_card
from actions.diagnosis.invoice_words import told
from actions.diagnosis.live import LiveDiagnosis, Told
from actions.diagnosis.which_invoice import Meant, invoice_meant
from actions.guarded_action import Event
from actions.invoices import memory
from actions.invoices.card import invoices_card, line
from actions.invoices.search import invoice_buttons, newest_first, which_near
from actions.portal_client import PortalClient
from actions.reply import Reply
from actions.turn import Turn

MAX_CHOICES = 5
_UNKNOWN = (
    "Je ne trouve aucune facture {} parmi les vôtres : vérifiez le numéro, "
    "ou donnez-moi seulement ses derniers chiffres."
)


class InvoiceDiagnosisAction(LiveDiagnosis):
    """Explain the invoice that is meant; ask which when several may be."""

    explained_by: ClassVar[str]  # the intent of the buttons that name one
    question: ClassVar[str]  # « Laquelle ? », after how many there are

    @abstractmethod
    def statuses(self, turn: Turn) -> Sequence[str]:
        """The steps of the invoices that the question may be about."""

    async def diagnose(self, reply: Reply, turn: Turn, portal: PortalClient) -> Told | None:
        meant = await invoice_meant(turn, portal, self.statuses(turn))
        if meant.reference is not None:
            return Told(await _explain(reply, portal, meant.reference))
        if meant.unknown is not None:
            return Told(self._not_found(reply, meant))
        return Told(self._ask_which(reply, turn, meant)) if meant.candidates else None

    def _not_found(self, reply: Reply, meant: Meant) -> list[Event]:
        unknown = str(meant.unknown)
        near = which_near(unknown, meant.candidates) if meant.candidates else None
        buttons = invoice_buttons(meant.candidates, self.explained_by)
        reply.questioning().say(near or _UNKNOWN.format(unknown), buttons)
        return memory.not_found()

    def _ask_which(self, reply: Reply, turn: Turn, meant: Meant) -> list[Event]:
        shown = newest_first(meant.candidates)[:MAX_CHOICES]
        moment = french.as_of(shown[0].as_of or turn.now)
        lines = [self.question.format(total=meant.total, as_of=moment), *map(line, shown)]
        if meant.total > len(shown):
            lines.append(
                f"Ce sont les {len(shown)} plus récentes ; donnez-moi le numéro d’une autre."
            )
        buttons = invoice_buttons(shown, self.explained_by)
        card = invoices_card(f"Vos factures {moment}", shown)
        reply.questioning().say("\n".join(lines), buttons, card=card)
        return memory.listed(shown)


async def _explain(reply: Reply, portal: PortalClient, reference: str) -> list[Event]:
    found = await portal.invoice_diagnosis(reference)
    reply.say(told(found), diagnosis_buttons(found), card=diagnosis_card(found))
    return memory.shown(found.invoice)
