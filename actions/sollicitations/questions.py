"""One action per question of the form; Rasa runs the one of the slot that it requests."""

from actions import french_format as french
from actions.forms.interruption import asks
from actions.forms.question import FormQuestion
from actions.guarded_action import GuardedAction
from actions.invoices.search import newest_first
from actions.portal_client import PortalClient, SpaceMissingError
from actions.portal_models import Category, SubCategory
from actions.reply import Button, Card, Reply, button, card, led_by
from actions.sollicitations import slots
from actions.sollicitations.choices import (
    categories,
    category_of,
    option_buttons,
    options_of,
    own_structures,
)
from actions.sollicitations.slots import Event, close_keeping_answers
from actions.turn import Turn

MAX_INVOICES = 5
_NO_INVOICE = button("Aucune facture", "inform", sol_invoice=slots.NO_INVOICE)
_RECEIVERS = {"support": "le support de Chorus Pro", "public_client": "votre client public"}


class SollicitationQuestion(FormQuestion):
    """If it cannot be asked, the form closes and keeps its answers."""

    topic = "file_sollicitation"
    login_purpose = slots.LOGIN_PURPOSE

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.RETRY


class ActionAskSolCategory(SollicitationQuestion):
    action_name = "action_ask_sol_category"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        options = options_of(await categories(portal))
        reply.say(
            f"{_about(turn)}Quelle est la catégorie de votre sollicitation ?",
            option_buttons(slots.CATEGORY, options),
        )


class ActionAskSolSubCategory(SollicitationQuestion):
    action_name = "action_ask_sol_sub_category"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        category = category_of(turn.slot(slots.CATEGORY), await categories(portal))
        options = options_of(category.sub_categories if category else [])
        label = f" (« {category.label} »)" if category else ""
        reply.say(f"Et la sous-catégorie{label} ?", option_buttons(slots.SUB_CATEGORY, options))


class ActionAskSolStructure(SollicitationQuestion):
    action_name = "action_ask_sol_structure"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        options = await own_structures(portal)
        reply.say("Pour laquelle de vos structures ?", option_buttons(slots.STRUCTURE, options))


class ActionAskSolInvoice(SollicitationQuestion):
    action_name = "action_ask_sol_invoice"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        try:
            recent = newest_first((await portal.invoices()).items)[:MAX_INVOICES]
        except SpaceMissingError:
            # The sollicitation may well be about this; it only cannot name an invoice.
            recent = []
        buttons = [
            button(f"{item.number} ({item.status.label})", "inform", sol_invoice=item.number)
            for item in recent
        ]
        reply.say(
            "Concerne-t-elle une facture ? Choisissez-la, écrivez son numéro, "
            "ou répondez « aucune ».",
            [*buttons, _NO_INVOICE],
        )


class ActionAskSolDescription(GuardedAction):
    """What interrupted this question may have been meant as its answer: one tap makes it so."""

    action_name = "action_ask_sol_description"
    topic = "file_sollicitation"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        interrupted = turn.slot(slots.REQUESTED) == slots.DESCRIPTION and _was_handed_back(turn)
        meant = turn.text if interrupted and not turn.is_choice else ""
        buttons = [button("C’était ma description", "inform", sol_description=meant)]
        reply.say(
            "Décrivez votre demande en une ou deux phrases, sans mot de passe ni RIB.",
            buttons if asks(meant) else [],
        )
        return []


class ActionAskSolConfirmed(SollicitationQuestion):
    """The summary: nothing is sent before it is confirmed."""

    action_name = "action_ask_sol_confirmed"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        fields = await _summary(turn, portal)
        lines = [
            "Voici votre sollicitation :",
            *(f"- {label} : {value}" for label, value in fields),
        ]
        shown = led_by(_SEND_IT, _summary_card(fields))
        reply.say("\n".join([*lines, _SEND_IT]), _DECISIONS, card=shown)


_SEND_IT = "Dois-je l’envoyer ?"
_DECISIONS: list[Button] = [
    button("Envoyer", "affirm"),
    button("Modifier la description", "inform", sol_description=slots.EDIT),
    button("Changer de facture", "inform", sol_invoice=slots.EDIT),
    button("Changer de catégorie", "inform", sol_category=slots.EDIT),
    button("Annuler", "cancel"),
]


async def _summary(turn: Turn, portal: PortalClient) -> list[tuple[str, str]]:
    category = category_of(turn.slot(slots.CATEGORY), await categories(portal))
    sub_category = _sub_category(category, turn)
    siret = str(turn.slot(slots.STRUCTURE))
    names = {option.code: option.label for option in await own_structures(portal)}
    invoice = turn.slot(slots.INVOICE)
    return [
        ("Catégorie", category.label if category else str(turn.slot(slots.CATEGORY))),
        ("Sous-catégorie", sub_category.label if sub_category else "—"),
        ("Structure", f"{names.get(siret, 'SIRET')} ({french.siret(siret)})"),
        ("Facture", "aucune" if invoice == slots.NO_INVOICE else str(invoice)),
        ("Description", str(turn.slot(slots.DESCRIPTION))),
        ("Destinataire", _RECEIVERS[sub_category.receiver if sub_category else "support"]),
    ]


def _sub_category(category: Category | None, turn: Turn) -> SubCategory | None:
    wanted = turn.slot(slots.SUB_CATEGORY)
    known = category.sub_categories if category else []
    return next((item for item in known if item.code == wanted), None)


def _was_handed_back(turn: Turn) -> bool:
    """Whether the form gave this very turn back to the rules."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
    return False


def _summary_card(fields: list[tuple[str, str]]) -> Card:
    return card("summary", "Votre sollicitation", fields)


def _about(turn: Turn) -> str:
    """Recalls the invoice that the conversation spoke of, and that was taken over."""
    invoice = turn.slot(slots.INVOICE)
    if invoice in (None, slots.NO_INVOICE):
        return ""
    return f"Votre sollicitation portera sur la facture {invoice}. "
