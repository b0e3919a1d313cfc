"""« Vouliez-vous dire… ? », then an agent at the second miss in a row, once per question."""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from rasa_sdk.events import FollowupAction

from actions.guarded_action import Event, GuardedAction
from actions.handover import WISH, confirm, is_likely_wish
from actions.knowledge_titles import DIALOGUE, entry_titles
from actions.reply import AGENT, NO_THANKS, SOLLICITATION, Button, Reply, button
from actions.turn import Turn

MAX_SUGGESTIONS = 3
SUGGEST_THRESHOLD = 0.05
_ACTION = "action_did_you_mean"
_DENY = "deny"
_NONE_OF_THESE = button("Aucune de ces propositions", "none_of_these")


class ActionDidYouMean(GuardedAction):
    """Offer what was most likely meant; a second miss in a row offers a person instead."""

    action_name = _ACTION
    topic = "nlu_fallback"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        past = _past_of_question(turn)
        suggestions = _suggestions(turn, agent=not past.declined)
        refused = turn.intent == "none_of_these"
        if not refused and is_likely_wish(turn) and not past.declined:
            confirm(reply, turn)
        elif (refused or past.missed) and not past.proposed:
            _propose(reply, turn)
        elif suggestions and not refused:
            reply.say(
                "Je ne suis pas sûre d’avoir compris. Vouliez-vous dire :",
                [*suggestions, _NONE_OF_THESE],
            )
        else:
            reply.say(
                "Je ne sais pas répondre à cela. Pouvez-vous le dire autrement, "
                "en une phrase courte ?",
                [] if past.declined else [AGENT],
            )
        # Rasa falls back on this action where no rule applies, and none may apply after it.
        return [FollowupAction("action_listen")]


def _suggestions(turn: Turn, *, agent: bool) -> list[Button]:
    """`agent`: one may be among them."""
    threshold = float(os.environ.get("CHORALE_SUGGEST_THRESHOLD", SUGGEST_THRESHOLD))
    titles = entry_titles()
    found: dict[str, Button] = {}
    for intent, confidence in turn.guesses:
        if confidence < threshold or len(found) == MAX_SUGGESTIONS:
            break
        if intent in titles:
            found.setdefault(titles[intent], button(titles[intent], intent))
        elif intent in DIALOGUE and (agent or intent != WISH):
            found.setdefault(DIALOGUE[intent][0], _dialogue_button(intent, turn))
    return list(found.values())


def _dialogue_button(intent: str, turn: Turn) -> Button:
    """A number that was said need not be typed again."""
    number = turn.entity("invoice_number")
    if intent == "invoice_status" and number:
        return button(f"Suivre la facture {number}", intent, invoice_number=number)
    return button(*DIALOGUE[intent])


def _propose(reply: Reply, turn: Turn) -> None:
    sorry = "Je n’ai pas compris votre demande, et je préfère ne pas vous faire perdre de temps."
    if turn.agents.reachable:
        wanted = "Voulez-vous qu’un agent prenne le relais, ou déposer une sollicitation ?"
        reply.say(f"{sorry} {wanted}", [AGENT, SOLLICITATION, NO_THANKS])
    else:
        wanted = "Voulez-vous déposer une sollicitation, qui sera traitée par écrit ?"
        reply.say(f"{sorry} {turn.agents.absence()} {wanted}", [SOLLICITATION, NO_THANKS])


class _Past(NamedTuple):
    """Of the question under way. `missed`: the turn just before was not understood either;
    `proposed`: a person or a sollicitation was, and perhaps `declined`.
    """

    missed: bool
    proposed: bool
    declined: bool


class _Turn(NamedTuple):
    """A user message, and the names and payloads of what followed."""

    intent: str | None
    actions: list[str]
    buttons: set[str]


def _past_of_question(turn: Turn) -> _Past:
    """A question lasts until a turn is understood; a refusal of what was proposed is part of it."""
    turns = _turns(turn.tracker.events)
    next(turns, None)  # this very turn, still running
    missed = proposed = declined = False
    later: str | None = None
    for place, past in enumerate(turns):
        if past.intent != _DENY and _ACTION not in past.actions:
            break
        missed = missed or (place == 0 and _ACTION in past.actions)
        if NO_THANKS["payload"] in past.buttons:
            proposed, declined = True, declined or later == _DENY
        later = past.intent
    return _Past(missed, proposed, declined)


def _turns(events: list[dict[str, Any]]) -> Iterator[_Turn]:
    """The last message first."""
    actions: list[str] = []
    buttons: set[str] = set()
    for event in reversed(events):
        match event.get("event"):
            case "action":
                actions.append(str(event.get("name")))
            case "bot":
                shown = (event.get("data") or {}).get("buttons") or []
                buttons |= {str(item.get("payload")) for item in shown}
            case "user":
                intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
                yield _Turn(intent, actions, buttons)
                actions, buttons = [], set()
            case _:
                pass
