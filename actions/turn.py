"""One user turn, as an action needs it: what was said, by whom, and what is remembered."""

import json
import os
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from actions.portal_client import LoginRequiredError, PortalClient


class Guess(NamedTuple):
    """An intent, and how likely it is (0 to 1)."""

    intent: str
    confidence: float


class Attachment(NamedTuple):
    """A file that came with the message; only its conversation's token opens it."""

    id: str
    name: str


class Agents(NamedTuple):
    """Human agents, as the gateway tells of them; `next_opening` is French for « when »."""

    open: bool
    present: bool
    next_opening: str | None

    @property
    def reachable(self) -> bool:
        """Only then is an agent offered."""
        return self.open and self.present

    def absence(self) -> str:
        """What is said where an agent would have been offered."""
        if self.open:
            back = f" Après la prochaine fermeture, l’accueil rouvre le {self.next_opening}."
            known = back if self.next_opening else ""
            return f"Aucun de nos agents n’est connecté à l’instant.{known}"
        back = f" Ils seront de retour le {self.next_opening}." if self.next_opening else ""
        return f"Nos agents ne sont pas disponibles pour le moment.{back}"


class Turn:
    """Reads a tracker. The gateway's metadata travel with the user's message."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker
        self._message: dict[str, Any] = tracker.latest_message or {}
        metadata = self._message.get("metadata")
        self._metadata: dict[str, Any] = metadata if isinstance(metadata, dict) else {}

    @property
    def conversation_id(self) -> str:
        return self.tracker.sender_id

    @property
    def id(self) -> str:
        """The same when a turn is replayed after a crash."""
        return str(self._metadata.get("turn_id") or self._message.get("message_id") or "")

    @property
    def login(self) -> str | None:
        """None for an anonymous conversation."""
        return self._metadata.get("login") or None

    def require_login(self) -> None:
        if self.login is None:
            raise LoginRequiredError("anonymous conversation")

    def portal(self, *, seconds: float | None = None) -> PortalClient:
        """`seconds` for what is known to take longer than the usual calls."""
        return PortalClient(self._metadata.get("token"), seconds=seconds)

    @property
    def attachments(self) -> list[Attachment]:
        """Those of this very message, in the order in which they were joined."""
        return attachments_in(self._metadata)

    @property
    def agents(self) -> Agents:
        """Reachable when the gateway says nothing: what it shows is its own to check."""
        told = self._metadata.get("agents")
        if not isinstance(told, dict):
            return Agents(open=True, present=True, next_opening=None)
        is_open = bool(told.get("open", True))
        present = bool(told.get("present", is_open))
        return Agents(is_open, present, told.get("next_opening") or None)

    @property
    def text(self) -> str:
        return str(self._message.get("text") or "")

    @property
    def is_choice(self) -> bool:
        """A button was clicked: the text is its payload, not words."""
        return self.text.startswith("/")

    @property
    def intent(self) -> str | None:
        return (self._message.get("intent") or {}).get("name")

    @property
    def confidence(self) -> float:
        return float((self._message.get("intent") or {}).get("confidence") or 0.0)

    @property
    def guesses(self) -> list[Guess]:
        """What the classifier believes, the likeliest first; a fallback is not a belief."""
        ranking = self._message.get("intent_ranking") or []
        found = [
            Guess(str(guess.get("name")), float(guess.get("confidence") or 0.0))
            for guess in ranking
            if guess.get("name") != "nlu_fallback"
        ]
        return sorted(found, key=lambda guess: guess.confidence, reverse=True)

    def entity(self, name: str) -> str | None:
        """The last value said in this very message, which alone may be meant."""
        values = [
            str(entity["value"])
            for entity in self._message.get("entities") or []
            if entity.get("entity") == name and entity.get("value") not in (None, "")
        ]
        return values[-1] if values else None

    def entities(self, name: str) -> list[str]:
        """All values said in this very message, in their order, each once."""
        said = (item for item in self._message.get("entities") or [] if item.get("entity") == name)
        return list(dict.fromkeys(str(item["value"]) for item in said if item.get("value")))

    def typed(self, name: str) -> str | None:
        """The same as the user wrote it: « 26 mai » where the value is `--05-26`."""
        for entity in reversed(self._message.get("entities") or []):
            start, end = entity.get("start"), entity.get("end")
            if entity.get("entity") == name and isinstance(start, int) and isinstance(end, int):
                return self.text[start:end] if not self.is_choice else None
        return None

    @property
    def now(self) -> datetime:
        """The gateway's clock, which a test may have frozen; ours when it says nothing."""
        try:
            return datetime.fromisoformat(str(self._metadata.get("now")))
        except ValueError:
            return datetime.now(ZoneInfo(os.environ.get("CHORALE_TIMEZONE", "Europe/Paris")))

    @property
    def today(self) -> date:
        """The day at the portal."""
        return self.now.date()

    def slot(self, name: str) -> Any:
        return self.tracker.slots.get(name)

    def again(self) -> str | None:
        """The payload that asks the same thing again; None when nothing was understood."""
        if self.intent in (None, "nlu_fallback", "none_of_these"):
            return None
        names = dict.fromkeys(
            str(item.get("entity")) for item in self._message.get("entities") or []
        )
        return payload(str(self.intent), {name: self.entity(name) for name in names})


def attachments_in(metadata: object) -> list[Attachment]:
    """The files that came with a message, as the gateway tells of them."""
    given = metadata.get("attachments") if isinstance(metadata, dict) else None
    files = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    return [
        Attachment(str(file["id"]), str(file.get("name") or "")) for file in files if file.get("id")
    ]


def payload(intent: str, entities: dict[str, str | None] | None = None) -> str:
    """`/intent{"entity":"value"}`, which Rasa reads without its pipeline."""
    given = {name: value for name, value in (entities or {}).items() if value}
    shown = json.dumps(given, ensure_ascii=False, separators=(",", ":")) if given else ""
    return f"/{intent}{shown}"
