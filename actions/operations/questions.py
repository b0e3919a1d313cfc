"""One action per question of an operation; Rasa runs the one of the slot that it requests."""

from actions import french_format as french
from actions.forms.question import FormQuestion
from actions.invoice_reference import number_of
from actions.operations import files, slots
from actions.operations.answers import service_buttons
from actions.operations.slots import Event, close_keeping_answers
from actions.operations.starting import INTENT
from actions.operations.summary import summary
from actions.portal_client import PortalClient
from actions.portal_diagnoses import Finding, Proposal
from actions.portal_models import Structure
from actions.reply import Button, Reply, button
from actions.turn import Turn

CANCEL = button("Annuler", "cancel")
NO_COMMENT = button("Sans commentaire", "inform", op_comment=slots.NONE)
_MAX_PROPOSALS = 4


class OperationQuestion(FormQuestion):
    """If it cannot be asked, the form closes and keeps its answers."""

    topic = INTENT
    login_purpose = slots.LOGIN_PURPOSE

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.retry(turn)


class ActionAskOpSiret(OperationQuestion):
    action_name = "action_ask_op_siret"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        if turn.slot(slots.KIND) != "recycle":
            reply.say(
                "Quel est le SIRET de votre structure (14 chiffres) ? C’est celui de votre "
                "entreprise ou de votre organisme, jamais celui de votre client.",
                [CANCEL],
            )
            return
        found = await _finding(turn, portal, "recipient_siret")
        reply.say(
            f"{_reason(found)}À quel SIRET faut-il adresser la facture "
            f"{number_of(str(turn.slot(slots.INVOICE)))} ? Choisissez-le ou écrivez-le.",
            [*_proposals(found, slots.SIRET), CANCEL],
        )


class ActionAskOpService(OperationQuestion):
    action_name = "action_ask_op_service"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        found = await _finding(turn, portal, "service_code")
        recipient = await portal.structure(str(turn.slot(slots.SIRET)))
        buttons = _of_this_recipient(_proposals(found, slots.SERVICE), recipient)
        optional = [] if recipient.requires.service_code else [_without(slots.SERVICE)]
        reply.say(
            f"{_reason(found)}Quel code service pour {recipient.name} ? "
            "Choisissez-le ou écrivez-le.",
            [*(buttons or service_buttons(recipient.services)), *optional, CANCEL],
        )


class ActionAskOpEngagement(OperationQuestion):
    action_name = "action_ask_op_engagement"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        found = await _finding(turn, portal, "engagement")
        recipient = await portal.structure(str(turn.slot(slots.SIRET)))
        optional = [] if recipient.requires.engagement else [_without(slots.ENGAGEMENT)]
        reply.say(
            f"{_reason(found)}Quel numéro d’engagement ? C’est celui du bon de commande "
            "de votre client.",
            [*_proposals(found, slots.ENGAGEMENT), *optional, CANCEL],
        )


class ActionAskOpComment(OperationQuestion):
    action_name = "action_ask_op_comment"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        if turn.slot(slots.KIND) != "complete":
            reply.say("Voulez-vous ajouter un commentaire ?", [NO_COMMENT, CANCEL])
            return
        invoice = await portal.invoice(str(turn.slot(slots.INVOICE)))
        told = (invoice.status.reason, invoice.status.comment)
        asked = [part.rstrip(" .") for part in told if part]
        wanted = f"Le destinataire demande : « {' – '.join(asked)} ». " if asked else ""
        joined = files.held(turn.slot(slots.FILES))
        with_files = f" et {files.named(joined)}" if joined else ""
        reply.say(
            f"{wanted}Écrivez le commentaire à lui envoyer avec la facture "
            f"{invoice.number}{with_files}. Vous pouvez joindre ici les pièces demandées.",
            [*([NO_COMMENT] if joined else []), CANCEL],
        )


class ActionAskOpConfirmed(OperationQuestion):
    """The summary: nothing is done before it is confirmed."""

    action_name = "action_ask_op_confirmed"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        told = await summary(turn, portal)
        reply.say(told.text, [*told.buttons, CANCEL], card=told.card)


async def _finding(turn: Turn, portal: PortalClient, field: str) -> Finding | None:
    """What is wrong with this field of the invoice, if anything is."""
    found = await portal.invoice_diagnosis(str(turn.slot(slots.INVOICE)))
    return next((item for item in found.findings if item.field == field), None)


def _reason(found: Finding | None) -> str:
    return f"{found.message} " if found else ""


def _proposals(found: Finding | None, slot: str) -> list[Button]:
    proposals = found.proposals[:_MAX_PROPOSALS] if found else ()
    return [button(_title(slot, item), "inform", **{slot: item.value}) for item in proposals]


def _title(slot: str, proposal: Proposal) -> str:
    shown = french.siret(proposal.value) if slot == slots.SIRET else proposal.value
    return f"{shown} – {proposal.label}" if proposal.label else shown


def _of_this_recipient(proposed: list[Button], recipient: Structure) -> list[Button]:
    """Proposals are for the recipient as it was: another one has other services."""
    codes = {f'"{item.code}"' for item in recipient.services}
    return [item for item in proposed if any(code in item["payload"] for code in codes)]


def _without(slot: str) -> Button:
    return button("Aucun", "inform", **{slot: slots.NONE})
