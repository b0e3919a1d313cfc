"""What the readers of conversations listen to; the mechanism is `api.core.publication`'s."""

from api.core.publication import attach_bus, publish_after_commit

__all__ = [
    "ERASURES_TOPIC",
    "QUEUE_TOPIC",
    "TURNS_TOPIC",
    "attach_bus",
    "conversation_topic",
    "publish_after_commit",
]

# Somebody joined or left the queue, or changed places: what the desk listens to.
QUEUE_TOPIC = "queue"
# An answer is owed: what the turn worker listens to.
TURNS_TOPIC = "turns"
# A conversation was erased, its tracker and files are not yet.
ERASURES_TOPIC = "erasures"


def conversation_topic(conversation_id: str) -> str:
    """What readers of one conversation listen to."""
    return f"conversation:{conversation_id}"
