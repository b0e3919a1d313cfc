"""« Vouliez-vous dire… ? », then an agent at the second miss in a row."""

import os
from collections.abc import Iterator
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.guarded_action import Event, GuardedAction
from actions.handover import confirm, is_likely_wish
from actions.knowledge_titles import DIALOGUE, entry_titles
from actions.reply import AGENT, SOLLICITATION, Button, Reply, button
from actions.turn import Turn

MAX_SUGGESTIONS = 3
SUGGEST_THRESHOLD = 0.05
_ACTION = "action_did_you_mean"
_NONE_OF_THESE = button("Aucune de ces propositions", "none_of_these")


class ActionDidYouMean(GuardedAction):
    """Offer what was most likely meant; a second miss in a row offers a person instead."""

    action_name = _ACTION
    topic = "nlu_fallback"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        suggestions = _suggestions(turn)
        if turn.intent == "nlu_fallback" and is_likely_wish(turn):
            confirm(reply)
        elif turn.intent == "none_of_these" or _missed_before(turn):
            reply.say(
                "Je n’ai pas compris votre demande, et je préfère ne pas vous faire perdre de "
                "temps. Voulez-vous qu’un agent prenne le relais, ou déposer une sollicitation ?",
                [AGENT, SOLLICITATION],
            )
        elif suggestions:
            reply.say(
                "Je ne suis pas sûre d’avoir compris. Vouliez-vous dire :",
                [*suggestions, _NONE_OF_THESE],
            )
        else:
            reply.say(
                "Je ne sais pas répondre à cela. Pouvez-vous le dire autrement, "
                "en une phrase courte ?",
                [AGENT],
            )
        # Rasa falls back on this action where no rule applies, and none may apply after it.
        return [FollowupAction("action_listen")]


def _suggestions(turn: Turn) -> list[Button]:
    threshold = float(os.environ.get("CHORALE_SUGGEST_THRESHOLD", SUGGEST_THRESHOLD))
    titles = entry_titles()
    found: dict[str, Button] = {}
    for intent, confidence in turn.guesses:
        if confidence < threshold or len(found) == MAX_SUGGESTIONS:
            break
        if intent in titles:
            found.setdefault(titles[intent], button(titles[intent], intent))
        elif intent in DIALOGUE:
            found.setdefault(DIALOGUE[intent][0], _dialogue_button(intent, turn))
    return list(found.values())


def _dialogue_button(intent: str, turn: Turn) -> Button:
    """A number that was said need not be typed again."""
    number = turn.entity("invoice_number")
    if intent == "invoice_status" and number:
        return button(f"Suivre la facture {number}", intent, invoice_number=number)
    return button(*DIALOGUE[intent])


def _missed_before(turn: Turn) -> bool:
    """Whether the turn just before this one was also answered by this action."""
    turns = _actions_of_turns(turn.tracker.events)
    next(turns, None)  # this very turn, still running
    return _ACTION in next(turns, [])


def _actions_of_turns(events: list[dict[str, Any]]) -> Iterator[list[str]]:
    """Names of the actions that followed each user message, the last message first."""
    actions: list[str] = []
    for event in reversed(events):
        if event.get("event") == "action":
            actions.append(str(event.get("name")))
        elif event.get("event") == "user":
            yield actions
            actions = []
