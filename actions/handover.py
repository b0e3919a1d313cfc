"""« Je voudrais parler à quelqu’un »"""

from actions.guarded_action import Event, GuardedAction
from actions.reply import Reply
from actions.turn import Turn


class ActionRequestAgent(GuardedAction):
    """Ask the api to queue the conversation; it says what follows, for it knows the hours."""

    action_name = "action_request_agent"
    topic = "request_agent"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        reply.hand_over("user_wish")
        return []
