"""Runs an action on a turn, as the action server would, and gives what was said."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guarded_action import GuardedAction

LOGIN = "manuela.martin"
CONVERSATION = "0a1b2c3d-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class Said:
    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(message["text"] or "" for message in self.messages)

    @property
    def entries(self) -> list[str]:
        """Responses of Rasa's own domain: the answers of knowledge entries."""
        return [message["response"] for message in self.messages if message["response"]]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message["buttons"]]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    @property
    def card(self) -> dict[str, Any]:
        return next(m["custom"]["card"] for m in self.messages if "card" in m["custom"])

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def other_events(self) -> list[tuple[str, Any]]:
        named = [event for event in self.events if event["event"] != "slot"]
        return [(event["event"], event.get("name")) for event in named]


async def run(action: type[GuardedAction], **turn: Any) -> Said:
    """`turn`: text, intent, confidence, entities, slots, given (slots of this turn), login…"""
    dispatcher = CollectingDispatcher()
    events = await action().run(dispatcher, tracker(**turn), {})
    return Said(dispatcher.messages, events)


def tracker(
    text: str = "",
    intent: str | None = None,
    *,
    confidence: float = 1.0,
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    given: dict[str, Any] | None = None,
    login: str | None = LOGIN,
    token: str | None = None,
    turn_id: str = f"{CONVERSATION}:7",
    ranking: list[tuple[str, float]] | None = None,
    before: list[dict[str, Any]] | None = None,
    after: list[dict[str, Any]] | None = None,
    loop: str | None = None,
    now: str | None = None,
    attachments: list[dict[str, Any]] | None = None,
    agents: dict[str, Any] | None = None,
) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [_entity(name, value, text) for name, value in (entities or {}).items()],
        "intent_ranking": [{"name": name, "confidence": value} for name, value in ranking or []],
        "metadata": {
            "turn_id": turn_id,
            "token": token or f"token-{login.split('.')[0] if login else 'anonymous'}",
            "login": login,
            "now": now,
            "attachments": attachments or [],
            "agents": agents or {"open": True, "present": True, "next_opening": None},
        },
    }
    filled = [SlotSet(name, value) for name, value in (given or {}).items()]
    events = [*(before or []), user(text, intent), ActionExecuted("sollicitation_form"), *filled]
    events += after or []
    held = {**(slots or {}), **(given or {})}
    active = {"name": loop} if loop else {}
    return Tracker(CONVERSATION, held, message, events, False, None, active, "action_listen")


def _entity(name: str, value: str, text: str) -> dict[str, Any]:
    """With its place, when the words are in the text as they stand."""
    found = {"entity": name, "value": value}
    start = text.find(value)
    return {**found, "start": start, "end": start + len(value)} if start >= 0 else found


def user(text: str, intent: str | None) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"intent": {"name": intent}}}


def action(name: str) -> dict[str, Any]:
    return {"event": "action", "name": name}


def shown(*payloads: str) -> dict[str, Any]:
    """What the assistant said, with these buttons."""
    return {"event": "bot", "text": "…", "data": {"buttons": [{"payload": p} for p in payloads]}}
