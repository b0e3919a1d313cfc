"""Which entries have just answered, as the tracker remembers."""

from __future__ import annotations

from typing import Container, List, Text

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.reading import FALLBACK, POLITE
from channels.turn_record import whole_id

_NO_TURN = POLITE | {FALLBACK}
MAX_ASIDES = 2


def recent_entries(tracker: DialogueStateTracker, entries: Container[Text]) -> List[Text]:
    """Ids of `entries` that answered the last turn, the latest first.

    « merci », and what was not understood, are no turns: one may thank, then ask more.
    """
    found: List[Text] = []
    answers: List[Text] = []
    turn, asides = None, 0
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            answers.append(_topic(event))
        elif isinstance(event, UserUttered):
            if turn is None and event.intent_name in _NO_TURN and asides < MAX_ASIDES:
                asides += 1
            elif turn in (None, _turn(event)):
                turn = _turn(event)
                found += answers
            else:
                break
            answers = []
    return [topic for topic in dict.fromkeys(found) if topic in entries]


def _topic(event: BotUttered) -> Text:
    custom = (event.data or {}).get("custom")
    return str(custom.get("topic") or "") if isinstance(custom, dict) else ""


def _turn(event: UserUttered) -> Text:
    """The requests of one message are one turn (see `turn_record`)."""
    turn_id = (event.metadata or {}).get("turn_id")
    return whole_id(str(turn_id or event.message_id))
