"""A turn as the tracker remembers it: the answer is read there, at first and when asked again.

The requests of one message are that many user messages in the tracker: `<turn>#1`, `<turn>#2`…
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text, Tuple

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# What CollectingDispatcher and responses may carry besides the text.
_KEPT = ("buttons", "custom")

Request = Tuple[UserUttered, List[BotUttered]]


def part_id(turn_id: Text, index: int) -> Text:
    """Id of a request among several: actions derive idempotency keys from it."""
    return f"{turn_id}#{index + 1}"


def whole_id(turn_id: Text) -> Text:
    return turn_id.split("#")[0]


def find_turn(tracker: Optional[DialogueStateTracker], turn_id: Text) -> Optional[Dict[Text, Any]]:
    """The answer to `turn_id` as the gateway sends it, or None when it was never processed."""
    requests = _requests(tracker, turn_id) if tracker else []
    if not requests:
        return None
    parsed = requests[0][0].parse_data or {}
    messages = [
        _message(said, user.intent_name if requests[1:] else None)
        for user, answers in requests
        for said in answers
    ]
    return {
        "messages": [message for message in messages if message],
        "intent": parsed.get("intent") or {},
        "ranking": (parsed.get("intent_ranking") or [])[:5],
    }


def _requests(tracker: DialogueStateTracker, turn_id: Text) -> List[Request]:
    found: List[Request] = []
    inside = False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            inside = whole_id(str((event.metadata or {}).get("turn_id"))) == turn_id
            if inside:
                found.append((event, []))
        elif inside and isinstance(event, BotUttered):
            found[-1][1].append(event)
    return found


def _message(event: BotUttered, intent: Optional[Text]) -> Dict[Text, Any]:
    """`intent`: named as the topic of what has none, when the turn's own would be another's."""
    data = event.data or {}
    message = {key: data[key] for key in _KEPT if data.get(key)}
    if event.text:
        message["text"] = event.text
    if intent and message:
        message["custom"] = {"topic": intent, **(message.get("custom") or {})}
    return message
