"""« Non, plutôt au support », taken for a wish to talk to somebody: the form goes on instead."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.reply import Reply
from actions.sollicitations import slots
from actions.sollicitations.addressee import is_to_support, readdress
from actions.sollicitations.answers import Answers
from actions.sollicitations.slots import Event
from actions.turn import Turn


def is_redirected(turn: Turn) -> bool:
    """The form was left by this very message, which names the support as its addressee."""
    if turn.slot(slots.DRAFT) is None or turn.is_choice or not is_to_support(turn.text):
        return False
    is_left = False
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user" and not is_left:
            return False
        if event.get("event") == "active_loop":
            if event.get("name") is not None:
                return is_left and event.get("name") == slots.FORM
            is_left = True
    return False


async def redirect(reply: Reply, turn: Turn) -> list[Event]:
    """Open the form again, its sub-category to be answered anew where it was the client's."""
    async with turn.portal() as portal:
        answers = Answers(portal, turn)
        known = await answers.categories()
        found = await readdress("support", answers.held, known, portal, is_order=True)
    reply.say("C’est noté : elle sera adressée au support.")
    changed = found[0] if found else {}
    events = [SlotSet(slot, value) for slot, value in changed.items()]
    return [*events, SlotSet(slots.CONFIRMED, None), FollowupAction(slots.FORM)]
