"""Sends the sollicitation, or drops it."""

from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet

from actions import french_format as french
from actions.guarded_action import GuardedAction
from actions.portal_client import NotFoundError, RefusedError
from actions.portal_models import Sollicitation
from actions.reply import Reply, button, led_by
from actions.sollicitations import slots
from actions.sollicitations.card import sollicitation_card
from actions.sollicitations.slots import Event, close_keeping_answers, forget, idempotency_key
from actions.turn import Turn

_ALREADY_FILED = (
    "Une première version de cette sollicitation était déjà déposée : elle figure parmi les "
    "vôtres. Pour en déposer une autre, redemandez-le-moi."
)
_MINE = button("Mes sollicitations", "list_sollicitations")
_RECEIVERS = {
    "support": "Le support de Chorus Pro va la traiter.",
    "public_client": "Elle est adressée à votre client public, qui vous répondra.",
}
# Which question a refusal of the portal is about; the description when it does not say.
_ABOUT = (
    ("sub_category", slots.SUB_CATEGORY),
    ("category", slots.CATEGORY),
    ("structure", slots.STRUCTURE),
    ("rattachement", slots.STRUCTURE),
    ("invoice", slots.INVOICE),
)


class ActionSubmitSollicitation(GuardedAction):
    """File the confirmed draft; silent when there is none (the form was closed otherwise)."""

    action_name = "action_submit_sollicitation"
    topic = "file_sollicitation"
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if turn.slot(slots.CONFIRMED) != slots.YES or not _is_complete(turn):
            return []
        turn.require_login()
        try:
            async with turn.portal() as portal:
                filed = await portal.file_sollicitation(_body(turn), key=idempotency_key(turn))
        except (RefusedError, NotFoundError) as error:
            return _refused(reply, error)
        said = _confirmation(filed)
        reply.say(said, [_MINE], card=led_by(said, sollicitation_card(filed)))
        return forget()

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        return slots.RETRY


class ActionCancelSollicitation(GuardedAction):
    action_name = "action_cancel_sollicitation"
    topic = "file_sollicitation"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        reply.say("Votre sollicitation est abandonnée : rien n’a été envoyé.")
        return forget()


def _is_complete(turn: Turn) -> bool:
    return all(turn.slot(slot) for slot in slots.SLOTS)


def _body(turn: Turn) -> dict[str, Any]:
    invoice = turn.slot(slots.INVOICE)
    return {
        "category": turn.slot(slots.CATEGORY),
        "sub_category": turn.slot(slots.SUB_CATEGORY),
        "structure_siret": turn.slot(slots.STRUCTURE),
        "invoice_number": None if invoice == slots.NO_INVOICE else invoice,
        "description": turn.slot(slots.DESCRIPTION),
        "conversation_id": turn.conversation_id,
    }


def _confirmation(filed: Sollicitation) -> str:
    sent = f"Votre sollicitation est déposée sous la référence {filed.reference}"
    receiver = _RECEIVERS.get(filed.receiver or "", "")
    return (
        f"{sent}, le {french.moment(filed.created_at)}. {receiver} "
        "Vous pouvez suivre son avancement ici même ou sur le portail."
    ).replace("  ", " ")


def _refused(reply: Reply, error: RefusedError | NotFoundError) -> list[Event]:
    if error.code == "idempotency_key_reused":
        # Filed by a call whose answer was lost; the user has changed the draft since.
        reply.say(_ALREADY_FILED, [_MINE])
        return forget()
    reply.say(f"Le portail a refusé votre sollicitation. {error}")
    slot = next((slot for word, slot in _ABOUT if word in error.code), slots.DESCRIPTION)
    asked = [SlotSet(slots.CONFIRMED, None), SlotSet(slot, None)]
    return [*asked, FollowupAction(slots.FORM)]
