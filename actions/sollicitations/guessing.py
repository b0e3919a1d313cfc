"""Which category the conversation was about, guessed from what was asked and answered before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from actions.knowledge_bundle import UNREADABLE, read_bundle
from actions.portal_models import Invoice
from actions.portal_sollicitations import Category, SubCategory
from actions.sollicitations.choices import category_of
from actions.sollicitations.under_way import events_since
from actions.turn import Turn

_ENTRY = "faq_"
_TO_VALIDATE = ("A_VALIDER_1", "A_VALIDER_2", "REFUSEE_1", "REFUSEE_2")
# An operator may have codes of his own: these are guesses, and what is not there is asked.
_RECEIVED, _TO_BE_VALIDATED = "FACTURES_RECUES", "FACTURES_A_VALIDER"
_ISSUED = "FACTURES_EMISES"
# Only the client knows: the sub-category by which he is asked.
_ASK_CLIENT = frozenset(
    {
        "explain_unpaid",
        "support/question-to-public-client",
        "tracking/available-for-long",
        "tracking/contest-rejection",
        "tracking/late-payment",
        "tracking/speed-up-payment",
    }
)
_SUBS = {
    "filing": "DEPOT_FACTURE",
    "check_invoice": "DEPOT_FACTURE",
    "tracking": "SUIVI_FACTURE",
    "invoice_status": "SUIVI_FACTURE",
    "ask_invoice_status": "SUIVI_FACTURE",
    "invoice_detail": "SUIVI_FACTURE",
    "list_invoices": "SUIVI_FACTURE",
    "explain_return": "SUIVI_FACTURE",
    "public-bodies": "TRAITEMENT_FACTURE",
    "subcontracting": "VALIDATION",
    "works": "DEPOT_TRAVAUX",
    "refunds": "DEMANDE_REMBOURSEMENT",
    "login_help": "CONNEXION_IMPOSSIBLE",
    "account/forgotten-password": "CONNEXION_IMPOSSIBLE",
    "account/account-locked": "CONNEXION_IMPOSSIBLE",
    "account/invalid-login-address": "CONNEXION_IMPOSSIBLE",
    "account/two-factor-code-late": "CONNEXION_IMPOSSIBLE",
    "account/activation-email-not-received": "ACTIVATION_COMPTE",
    "account/activation-link-validity": "ACTIVATION_COMPTE",
    "account/change-personal-details": "DONNEES_COMPTE",
    "structures/create-public-structure": "CREATION_STRUCTURE_PUBLIQUE",
    "structures/transfer-main-manager-role": "TRANSFERT_GESTIONNAIRE_PRINCIPAL",
    "structures/main-manager-left": "TRANSFERT_GESTIONNAIRE_PRINCIPAL",
    "structures/attach-to-structure": "RATTACHEMENT",
    "structures/attachment-pending": "RATTACHEMENT",
    "structures/attachment-refused": "RATTACHEMENT",
    "structures/missing-issued-invoices-app": "ESPACES",
    "structures/request-extra-rights": "ESPACES",
    "filing/commitments-app": "CONSULTATION",
    "formats/pivot-flow": "FORMAT_FLUX_PIVOT",
    "formats/flow-incident": "FLUX_REJETE",
    "formats/flow-rejected": "FLUX_REJETE",
    "formats/edi-connection": "FICHE_RACCORDEMENT",
    "formats/connect-api": "FICHE_RACCORDEMENT",
    "formats/api-200-error": "INCIDENT_RACCORDEMENT",
    "formats/api-403": "INCIDENT_RACCORDEMENT",
    "refunds/file-justice-fees": "SAISIE_MEMOIRE",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """`sub_category` is None where several would do."""

    category: Category
    sub_category: SubCategory | None = None


def guess(
    turn: Turn, known: Iterable[Category], invoice: Invoice | None, own: Iterable[str]
) -> Guess | None:
    """From the last thing that was spoken of; `own`: the SIRETs of the user's structures."""
    known = list(known)
    topics = _topics(turn)
    side = _side(invoice, set(own))
    for topic in topics:
        category = _about(topic, known)
        if category is None:
            continue
        category = _on_side(category, side, known)
        return Guess(category, _sub_category(category, topic))
    category = category_of(side, known) if side else None
    return Guess(category, _sub_category(category, "invoice_status")) if category else None


def _topics(turn: Turn) -> list[str]:
    """Entries (`tracking/rejected`) and intents of the dialogue, the last one first."""
    intents = list(dict.fromkeys(_intents(turn)))
    entries = _entries()
    return [entries.get(intent, intent) for intent in intents]


def _intents(turn: Turn) -> Iterator[str]:
    for event in reversed(events_since(turn)):
        if event.get("event") == "user":
            intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
            if intent:
                yield str(intent)


def _entries() -> dict[str, str]:
    try:
        return dict(read_bundle()["intents"])
    except UNREADABLE:
        return {}


def _about(topic: str, known: list[Category]) -> Category | None:
    """An entry that is named counts before its folder."""
    for name in (topic, topic.partition("/")[0]):
        found = next((category for category in known if name in category.about), None)
        if found:
            return found
    return None


def _side(invoice: Invoice | None, own: set[str]) -> str | None:
    """The category of the side on which the user stands towards this invoice."""
    if invoice is None:
        return None
    if invoice.status.code in _TO_VALIDATE:
        return _TO_BE_VALIDATED
    if invoice.supplier.siret in own:
        return _ISSUED
    return _RECEIVED if invoice.recipient.siret in own else None


def _on_side(category: Category, side: str | None, known: list[Category]) -> Category:
    """What is said of invoices issued holds of those received, in the other's category."""
    if side is None or category.code not in (_ISSUED, _RECEIVED):
        return category
    return category_of(side, known) or category


def _sub_category(category: Category, topic: str) -> SubCategory | None:
    if len(category.sub_categories) == 1:
        return category.sub_categories[0]
    if topic in _ASK_CLIENT:
        asked = [item for item in category.sub_categories if item.receiver == "public_client"]
        return asked[0] if len(asked) == 1 else None
    code = _SUBS.get(topic) or _SUBS.get(topic.partition("/")[0])
    return category.sub_category(code)
