"""Does what was confirmed on a sollicitation, or drops it."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.forms.confirmation import YES
from actions.guarded_action import GuardedAction
from actions.portal_client import NotFoundError, RefusedError
from actions.portal_sollicitations import SollicitationDetail
from actions.reply import Reply, button, led_by
from actions.sollicitation_acts import slots
from actions.sollicitation_acts.slots import (
    Event,
    close_keeping_answers,
    forget,
    idempotency_key,
)
from actions.sollicitation_acts.verbs import Verb, verb_named
from actions.sollicitations import slots as sollicitation
from actions.sollicitations.card import sollicitation_card
from actions.sollicitations.detail import INTENTS, act_buttons
from actions.sollicitations.ownership import of_account, require_owner
from actions.turn import Turn, payload

_ASKED_AGAIN = frozenset({"text_required", "text_too_long"})
_MINE = button("Mes sollicitations", "list_sollicitations")
_ALREADY = "Un premier envoi était déjà parti : je n’ai rien envoyé de plus."


class ActionSubmitFollow(GuardedAction):
    """Do it once; silent when nothing was confirmed (the form was closed otherwise)."""

    action_name = "action_submit_follow"
    topic = "list_sollicitations"
    login_purpose = slots.LOGIN_PURPOSE

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if turn.slot(slots.CONFIRMED) != YES or not turn.slot(slots.REFERENCE):
            return []
        require_owner(turn)
        verb = verb_named(turn.slot(slots.ACT))
        text = turn.slot(slots.TEXT)
        try:
            async with turn.portal() as portal:
                done = await portal.act_on_sollicitation(
                    str(turn.slot(slots.REFERENCE)),
                    verb.act,
                    None if text == slots.NONE else text,
                    key=idempotency_key(turn),
                )
        except (RefusedError, NotFoundError) as error:
            return _refused(reply, turn, error)
        return _done(reply, turn, verb, done)

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()

    def retry(self, turn: Turn) -> str | None:
        """The form is closed, its text kept: the same act begins again, and asks to confirm."""
        intent = INTENTS.get(str(turn.slot(slots.ACT)))
        reference = turn.slot(slots.REFERENCE)
        return payload(intent, {sollicitation.REFERENCE: reference}) if intent else None


class ActionCancelFollow(GuardedAction):
    action_name = "action_cancel_follow"
    topic = "list_sollicitations"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        reply.say(
            "C’est abandonné : votre sollicitation n’a pas changé.", of_account(turn, [_MINE])
        )
        return forget()


def _done(reply: Reply, turn: Turn, verb: Verb, done: SollicitationDetail) -> list[Event]:
    head = verb.done.format(reference=done.reference)
    text = f"{head}. Elle est maintenant à l’état « {done.status.label} »."
    reply.say(
        text,
        [*act_buttons(done), *of_account(turn, [_MINE])],
        card=led_by(text, sollicitation_card(done)),
    )
    return [*forget(), SlotSet(sollicitation.LAST, done.reference)]


def _refused(reply: Reply, turn: Turn, error: RefusedError | NotFoundError) -> list[Event]:
    if error.code == "idempotency_key_reused":
        reply.say(_ALREADY, of_account(turn, [_MINE]))
        return forget()
    reply.say(
        f"Le portail a refusé. {error}",
        [] if error.code in _ASKED_AGAIN else of_account(turn, [_MINE]),
    )
    if error.code not in _ASKED_AGAIN:
        return forget()
    asked = [SlotSet(slots.CONFIRMED, None), SlotSet(slots.TEXT, None)]
    return [*asked, FollowupAction(slots.FORM)]
