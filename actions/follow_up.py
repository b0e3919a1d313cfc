"""« Et la taille maximale ? »: what an entry answers to a question on itself."""

import logging

from actions.guarded_action import Event, GuardedAction
from actions.knowledge_bundle import UNREADABLE, read_bundle
from actions.reply import AGENT, Reply
from actions.turn import Turn

logger = logging.getLogger(__name__)

_UNKNOWN = "Pouvez-vous me poser la question en entier ? Je ne retrouve plus de quoi nous parlions."


class ActionFollowUp(GuardedAction):
    """Say the answer `index` (from 0) among the follow-ups of `entry`; the channel chose both."""

    action_name = "action_follow_up"
    topic = "follow_up"

    async def answer(self, reply: Reply, turn: Turn) -> list[Event]:
        entry = turn.entity("entry") or ""
        text = _answer(entry, turn.entity("index") or "")
        if text is None:
            reply.say(_UNKNOWN, [AGENT])
        else:
            reply.about(entry).say(text)
        return []


def _answer(entry: str, index: str) -> str | None:
    """None when the knowledge has changed since the question was recognised."""
    try:
        follow_ups = read_bundle()["entries"][entry]["follow_ups"]
        return str(dict(enumerate(follow_ups))[int(index)]["text"])
    except UNREADABLE as error:
        logger.warning("no follow-up to say: %s", type(error).__name__)
        return None
