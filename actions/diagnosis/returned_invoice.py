"""« Ma facture est à recycler », « pourquoi a-t-elle été rejetée ? »"""

from collections.abc import Sequence

from actions import french_format as french
from actions.diagnosis.invoice_diagnosis import InvoiceDiagnosisAction
from actions.invoices.search import RETURNED
from actions.invoices.status_words import filter_said
from actions.reply import Reply, button
from actions.turn import Turn

# What each entry is about: another step would not be the case of its reader.
STEP_OF_ENTRY = {
    "faq_tracking_recycle_meaning": "A_RECYCLER",
    "faq_tracking_how_to_recycle": "A_RECYCLER",
    "faq_tracking_suspended_meaning": "SUSPENDUE",
    "faq_tracking_how_to_complete": "SUSPENDUE",
    "faq_tracking_rejected_meaning": "REJETEE",
    "faq_tracking_rejection_reasons": "REJETEE",
    "faq_tracking_after_rejection": "REJETEE",
}
ENTRY_OF_STEP = {
    "A_RECYCLER": "faq_tracking_how_to_recycle",
    "SUSPENDUE": "faq_tracking_how_to_complete",
    "REJETEE": "faq_tracking_after_rejection",
}
_WORDS = {"A_RECYCLER": "à recycler", "SUSPENDUE": "suspendue", "REJETEE": "rejetée"}
DEFAULT_ENTRY = "faq_tracking_rejection_reasons"


class ActionDiagnoseReturnedInvoice(InvoiceDiagnosisAction):
    """Why an invoice came back, what is wrong on it, and what mends it."""

    action_name = "action_diagnose_returned_invoice"
    topic = "explain_return"
    explained_by = "explain_return"
    question = "{total} de vos factures vous sont revenues {as_of}. De laquelle parlez-vous ?"

    def statuses(self, turn: Turn) -> Sequence[str]:
        step = STEP_OF_ENTRY.get(turn.intent or "") or _step_said(turn)
        return (step,) if step else RETURNED

    def general_entry(self, turn: Turn) -> str:
        return ENTRY_OF_STEP.get(_step_said(turn) or "", DEFAULT_ENTRY)

    def nothing(self, reply: Reply, turn: Turn) -> bool:
        wanted = " ni ".join(_WORDS[step] for step in self.statuses(turn))
        reply.say(
            f"Aucune de vos factures n’est {wanted} {french.as_of(turn.now)}. "
            "Donnez-moi le numéro de celle dont vous parlez.",
            [button("Voir mes factures", "list_invoices")],
        )
        return True


def _step_said(turn: Turn) -> str | None:
    """« ma facture est suspendue » speaks of the suspended ones only."""
    said = None if turn.is_choice else filter_said(turn.text)
    codes = [code for code in said.codes if code in RETURNED] if said else []
    return codes[0] if len(codes) == 1 else None
