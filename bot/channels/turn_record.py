"""A turn as the tracker remembers it: the answer is read there, at first and when asked again."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# What CollectingDispatcher and responses may carry besides the text.
_KEPT = ("buttons", "custom")


def find_turn(tracker: Optional[DialogueStateTracker], turn_id: Text) -> Optional[Dict[Text, Any]]:
    """The answer to `turn_id` as the gateway sends it, or None when it was never processed."""
    if tracker is None:
        return None
    events = list(tracker.events)
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, UserUttered) and (event.metadata or {}).get("turn_id") == turn_id:
            return _turn(event, events[index + 1 :])
    return None


def _turn(user: UserUttered, after: List[Event]) -> Dict[Text, Any]:
    messages = []
    for event in after:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            messages.append(_message(event))
    parsed = user.parse_data or {}
    return {
        "messages": [message for message in messages if message],
        "intent": parsed.get("intent") or {},
        "ranking": (parsed.get("intent_ranking") or [])[:5],
    }


def _message(event: BotUttered) -> Dict[Text, Any]:
    data = event.data or {}
    message = {key: data[key] for key in _KEPT if data.get(key)}
    if event.text:
        message["text"] = event.text
    return message
