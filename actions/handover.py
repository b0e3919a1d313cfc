"""« Je voudrais parler à quelqu’un »"""

from actions.guarded_action import Event, GuardedAction
from actions.reply import NO_THANKS, SOLLICITATION, Reply, button
from actions.sollicitations.redirecting import is_redirected, redirect
from actions.turn import Turn

# Chosen on the calibration set: far above what any of its 495 questions gets (0.85).
SURE = 0.95
LIKELY = 0.2
WISH = "request_agent"
_IN_WRITING = "Voulez-vous déposer une sollicitation, qui sera traitée par écrit ?"
_CONFIRM = [
    button("Oui, contacter un agent", WISH),
    button("Non, poser une autre question", "deny"),
]


class ActionRequestAgent(GuardedAction):
    """Ask the api to queue the conversation; it says what follows, for it knows the hours."""

    action_name = "action_request_agent"
    topic = "request_agent"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        if is_redirected(turn):
            return await redirect(reply.questioning(), turn)
        if not turn.agents.open:
            reply.hand_over("user_wish")  # nobody is queued: the api says when agents are back
        elif turn.is_choice or turn.confidence >= SURE or _has_left_a_form(turn):
            reply.hand_over("user_wish")
        else:
            confirm(reply, turn)
        return []


def confirm(reply: Reply, turn: Turn) -> None:
    """Nobody is sent to the queue by a misunderstanding."""
    if turn.agents.reachable:
        reply.say("Souhaitez-vous être mis en relation avec un agent ?", _CONFIRM)
    else:
        reply.say(f"{turn.agents.absence()} {_IN_WRITING}", [SOLLICITATION, NO_THANKS])


def is_likely_wish(turn: Turn) -> bool:
    """A wish for an agent is the best guess, though too weak to be acted upon."""
    best = turn.guesses[:1]
    return any(guess.intent == WISH and guess.confidence >= LIKELY for guess in best)


def _has_left_a_form(turn: Turn) -> bool:
    """The form is closed already: to ask again would lose its answers for nothing."""
    for event in reversed(turn.tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "active_loop":
            return True
    return False
