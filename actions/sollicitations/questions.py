"""One action per question of the form; Rasa runs the one of the slot that it requests."""

from actions.forms.interruption import asks
from actions.forms.question import FormQuestion
from actions.guarded_action import LOGIN_HELP, GuardedAction
from actions.invoice_reference import number_of
from actions.invoices.search import homonyms_among, newest_first, several_bear
from actions.portal_client import PortalClient, SpaceMissingError
from actions.reply import Reply, button
from actions.sollicitations import slots
from actions.sollicitations.addressee import suggestions
from actions.sollicitations.answers import to_choose
from actions.sollicitations.choices import (
    categories,
    category_of,
    option_buttons,
    options_of,
    own_structures,
)
from actions.sollicitations.mail_proof import OTHER_ADDRESS, SEND_AGAIN
from actions.sollicitations.opening import spoken_of
from actions.sollicitations.slots import Event, close_keeping_answers
from actions.turn import Turn

MAX_INVOICES = 5
_NO_INVOICE = button("Aucune facture", "inform", sol_invoice=slots.NO_INVOICE)


class SollicitationQuestion(FormQuestion):
    """If it cannot be asked, the form closes and keeps its answers."""

    topic = "file_sollicitation"
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        """Anybody may be asked; the portal tells what is of an account only."""
        slots.require_its_login(turn)
        async with turn.portal() as portal:
            await self.ask(reply, turn, portal)
        return []

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.RETRY


class ActionAskSolEmail(SollicitationQuestion):
    action_name = "action_ask_sol_email"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        reply.say(
            "À quelle adresse électronique faut-il vous répondre ? J’y enverrai un code à six "
            "chiffres, que vous me redirez.",
            [LOGIN_HELP],
        )


class ActionAskSolCode(SollicitationQuestion):
    action_name = "action_ask_sol_code"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        reply.say(
            f"Un code à six chiffres est parti à {turn.slot(slots.EMAIL)}. Recopiez-le ici : il "
            "ne sert qu’une fois, et pendant quelques minutes seulement.",
            [SEND_AGAIN, OTHER_ADDRESS],
        )


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
        meant = (await spoken_of(turn, portal)).candidates
        if homonyms_among(meant):
            reply.say(several_bear(meant[0].number), [*to_choose(meant), _NO_INVOICE])
            return
        try:
            recent = newest_first((await portal.invoices()).items)[:MAX_INVOICES]
        except SpaceMissingError:
            # The sollicitation may well be about this; it only cannot name an invoice.
            recent = []
        buttons = [
            button(f"{item.number} ({item.status.label})", "inform", sol_invoice=item.reference)
            for item in recent
        ]
        reply.say(
            "Concerne-t-elle une facture ? Choisissez-la, écrivez son numéro, "
            "ou répondez « aucune ».",
            [*buttons, _NO_INVOICE],
        )


class ActionAskSolAddressee(SollicitationQuestion):
    action_name = "action_ask_sol_addressee"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        reply.say(
            "À quelle entité publique s’adresse-t-elle ? Donnez son nom ou son SIRET.",
            await suggestions(portal),
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


def _was_handed_back(turn: Turn) -> bool:
    """Whether the form gave this very turn back to the rules."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
    return False


def _about(turn: Turn) -> str:
    """Recalls the invoice that the conversation spoke of, and that was taken over."""
    invoice = slots.given(turn.slot(slots.INVOICE))
    if invoice is None:
        return ""
    return f"Votre sollicitation portera sur la facture {number_of(invoice)}. "
