"""« Pourquoi ma facture n’est-elle pas payée ? »"""

from collections.abc import Sequence

from actions import french_format as french
from actions.diagnosis.invoice_diagnosis import InvoiceDiagnosisAction
from actions.invoices.search import RETURNED
from actions.invoices.status_words import UNPAID_FILTER
from actions.reply import Reply, button
from actions.turn import Turn

DEFAULT_ENTRY = "faq_tracking_late_payment"
_WAITING_AT_CLIENT = ("MISE_A_DISPOSITION",)
STEPS_OF_ENTRY = {"faq_tracking_available_for_long": _WAITING_AT_CLIENT}


class ActionDiagnoseUnpaidInvoice(InvoiceDiagnosisAction):
    """Where an invoice stands, the legal delay, what lateness is worth, and whom to ask."""

    action_name = "action_diagnose_unpaid_invoice"
    topic = "explain_unpaid"
    explained_by = "explain_unpaid"
    question = (
        "{total} de vos factures ne sont pas encore mises en paiement {as_of}. "
        "De laquelle parlez-vous ?"
    )

    def statuses(self, turn: Turn) -> Sequence[str]:
        # One that came back is not paid either, and its owner may not know why.
        everything = (*UNPAID_FILTER.codes, *RETURNED)
        return STEPS_OF_ENTRY.get(turn.intent or "", everything)

    def general_entry(self, turn: Turn) -> str:
        return DEFAULT_ENTRY

    def nothing(self, reply: Reply, turn: Turn) -> bool:
        reply.say(
            f"Aucune de vos factures n’attend son paiement {french.as_of(turn.now)}. "
            "Donnez-moi le numéro de celle dont vous parlez.",
            [button("Voir mes factures", "list_invoices")],
        )
        return True
