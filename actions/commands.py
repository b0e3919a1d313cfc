"""« Recommencer » and « retour », in a form and outside."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.guarded_action import Event, GuardedAction
from actions.operations import steps as operation
from actions.reply import Button, Reply
from actions.sollicitation_acts import steps as follow
from actions.sollicitations import steps as sollicitation
from actions.turn import Turn
from actions.welcome import BUTTONS

# Rasa's own slots: it needs them.
_NOT_OURS = frozenset({"session_started_metadata", "requested_slot"})


class ActionStartOver(GuardedAction):
    """In a form, its first question again; outside, what the conversation spoke of is forgotten."""

    action_name = "action_start_over"
    topic = "start_over"
    votable = False

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if sollicitation.is_open(turn):
            reply.say("Reprenons votre sollicitation depuis le début.")
            return sollicitation.first_question()
        if operation.is_open(turn):
            reply.say("Reprenons cette opération depuis le début.")
            return operation.first_question(turn)
        if follow.is_open(turn):
            reply.say("Reprenons depuis le début.")
            return follow.text_again() if turn.slot("follow_text") != "none" else []
        reply.say(
            "C’est oublié : je repars de zéro, sans tenir compte de ce que nous venons de dire. "
            "Que puis-je faire pour vous ?",
            BUTTONS,
        )
        held: dict[str, Any] = turn.tracker.slots
        return [
            SlotSet(name, None)
            for name, value in held.items()
            if value is not None and name not in _NOT_OURS
        ]


class ActionGoBack(GuardedAction):
    """In a form, the question before; outside, the choices last offered."""

    action_name = "action_go_back"
    topic = "go_back"
    votable = False

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if sollicitation.is_open(turn):
            slot = sollicitation.previous_question(turn)
            return _previous_question(reply, sollicitation.ask_again(slot) if slot else None)
        if operation.is_open(turn):
            slot = operation.previous_question(turn)
            return _previous_question(reply, operation.ask_again(slot) if slot else None)
        if follow.is_open(turn):
            return _previous_question(reply, follow.previous(turn))
        choices = _last_choices(turn)
        if choices:
            reply.say("Voici de nouveau les choix précédents :", choices)
        else:
            reply.say(
                "Il n’y a pas de choix précédent à vous remontrer. "
                "Posez-moi votre question en une phrase courte."
            )
        return []


def _previous_question(reply: Reply, events: list[Event] | None) -> list[Event]:
    """`events` ask it again; None when there is none before."""
    if events is None:
        reply.say("C’est la première question. Pour tout abandonner, écrivez « annuler ».")
        return []
    reply.say("Revenons à la question précédente.")
    return events


def _last_choices(turn: Turn) -> list[Button]:
    for event in reversed(turn.tracker.events):
        buttons: list[Button] = (event.get("data") or {}).get("buttons") or []
        if event.get("event") == "bot" and buttons:
            return buttons
    return []
