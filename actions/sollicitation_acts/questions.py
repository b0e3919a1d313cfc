"""The text of an act on a sollicitation, then its summary."""

from actions.guarded_action import GuardedAction
from actions.reply import Reply, button, card, led_by
from actions.sollicitation_acts import slots
from actions.sollicitation_acts.slots import Event, close_keeping_answers
from actions.sollicitation_acts.verbs import verb_named
from actions.turn import Turn


class _Question(GuardedAction):
    topic = "list_sollicitations"
    votable = False

    def after_failure(self) -> list[Event]:
        return close_keeping_answers()


class ActionAskFollowText(_Question):
    action_name = "action_ask_follow_text"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        verb = verb_named(turn.slot(slots.ACT))
        reply.say(verb.ask.format(reference=turn.slot(slots.REFERENCE)))
        return []


class ActionAskFollowConfirmed(_Question):
    """Nothing is sent before it is confirmed."""

    action_name = "action_ask_follow_confirmed"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        verb = verb_named(turn.slot(slots.ACT))
        has_text = turn.slot(slots.TEXT) not in (None, slots.NONE)
        fields = [("Sollicitation", str(turn.slot(slots.REFERENCE)))]
        if has_text:
            fields.append(("Texte", str(turn.slot(slots.TEXT))))
        lines = [f"{verb.title} :", *(f"- {label} : {value}" for label, value in fields)]
        edit = [button("Modifier le texte", "inform", follow_text=slots.EDIT)] if has_text else []
        buttons = [
            button("Envoyer" if has_text else "Clôturer", "affirm"),
            *edit,
            button("Annuler", "cancel"),
        ]
        shown = led_by(verb.confirm, card("summary", verb.title, fields))
        reply.say("\n".join([*lines, verb.confirm]), buttons, card=shown)
        return []
