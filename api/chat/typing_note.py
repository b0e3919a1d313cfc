"""« … écrit »: told to whoever listens at this instant, kept nowhere, never in the log."""

import json
from datetime import timedelta
from typing import Any

from api.chat.publication import conversation_topic
from api.core.bus import Bus
from api.core.clock import real_now
from api.domain.chat_event import Sender

# Ours: how long a sign of typing holds. Whoever types says so again before its end.
TYPING_SECONDS = 6


async def tell_typing(
    bus: Bus, conversation_id: str, sender: Sender, author: str | None = None, *, typing: bool
) -> None:
    """Tell the other side, in whatever process it listens; `typing` False ends the sign at once."""
    seconds = TYPING_SECONDS if typing else 0
    until = (real_now() + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
    told = {"from": sender, "author": author, "until": until, "seconds": seconds}
    note = json.dumps({key: value for key, value in told.items() if value is not None})
    await bus.publish(conversation_topic(conversation_id), note)


def typing_frame(note: str, hears: Sender, **more: Any) -> str | None:
    """The `event: typing` that tells a note of `hears`; None for any other, as one's own.

    No `id:`, so that a reader who comes back asks for what follows the last event of the log.
    """
    told = json.loads(note)
    if told["from"] != hears:
        return None
    return f"event: typing\ndata: {json.dumps(more | told, ensure_ascii=False)}\n\n"
