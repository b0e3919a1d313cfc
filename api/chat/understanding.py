"""What the bot made of a message, kept beside the turn: agents read it, users never do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from api.chat.bot_reply import BotReply
from api.core.knowledge import Knowledge

_FRENCH = "fr"
# A guess below this says nothing; ours.
_MIN_CONFIDENCE = 0.02


@dataclass(frozen=True, slots=True)
class Understood:
    """`topic`: an entry's id, or an intent; `shown` and `ranking` are ids of entries.

    `confidence` is the classifier's, from 0 to 1; `language` that of the answer (BCP 47).
    """

    intent: str | None
    confidence: float | None
    topic: str | None
    shown: Sequence[str]
    ranking: Sequence[str]
    language: str

    @classmethod
    def of(cls, reply: BotReply, knowledge: Knowledge) -> Self:
        intent = reply.intent.name if reply.intent else None
        given = [message.custom.topic for message in reply.messages if message.custom]
        topics = [topic for topic in given if topic]
        entry = knowledge.entry_of_intent.get(intent or "", intent)
        return cls(
            intent=intent,
            confidence=reply.intent.confidence if reply.intent else None,
            topic=topics[0] if topics else entry,
            shown=tuple(dict.fromkeys(topic for topic in topics if topic in knowledge.entries)),
            ranking=_entries_guessed(reply, knowledge),
            language=_language(reply),
        )

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**stored)

    def stored(self) -> dict[str, Any]:
        """As the row of the turn keeps it."""
        return {
            "intent": self.intent,
            "confidence": self.confidence,
            "topic": self.topic,
            "shown": list(self.shown),
            "ranking": list(self.ranking),
            "language": self.language,
        }


def _entries_guessed(reply: BotReply, knowledge: Knowledge) -> Sequence[str]:
    """The entries thought of, likeliest first; commands and small talk are no knowledge."""
    guesses = sorted(reply.ranking, key=lambda guess: -(guess.confidence or 0.0))
    likely = (guess.name or "" for guess in guesses if (guess.confidence or 0.0) >= _MIN_CONFIDENCE)
    entries = (knowledge.entry_of_intent.get(name) for name in likely)
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _language(reply: BotReply) -> str:
    said = (message.custom.lang for message in reply.messages if message.custom)
    return next((lang for lang in said if lang), _FRENCH)
