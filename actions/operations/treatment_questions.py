"""The questions of a treatment: which status, for what reason, with which order to pay."""

from actions.operations import slots, treatment
from actions.operations.questions import CANCEL, OperationQuestion
from actions.portal_client import PortalClient
from actions.reply import Reply, button
from actions.turn import Turn

_NO_NUMBER = button("Sans numéro", "inform", op_mandate=slots.NONE)


class ActionAskOpTarget(OperationQuestion):
    action_name = "action_ask_op_target"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        buttons = await treatment.targets(turn, portal)
        number = turn.slot(slots.INVOICE)
        reply.say(f"À quel état faut-il passer la facture {number} ?", [*buttons, CANCEL])


class ActionAskOpMandate(OperationQuestion):
    action_name = "action_ask_op_mandate"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        reply.say("Quel est le numéro du mandat, si vous l’avez ?", [_NO_NUMBER, CANCEL])


class ActionAskOpReason(OperationQuestion):
    action_name = "action_ask_op_reason"

    async def ask(self, reply: Reply, turn: Turn, portal: PortalClient) -> None:
        reply.say(
            "Pour quel motif ? Il est obligatoire, et le fournisseur le lira "
            f"({treatment.MAX_REASON} caractères au plus).",
            [CANCEL],
        )
