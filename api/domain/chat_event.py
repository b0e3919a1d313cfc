"""Kinds of events in a conversation and who writes them; values are part of the contract."""

from enum import StrEnum


class EventType(StrEnum):
    MESSAGE = "message"
    CARD = "card"
    STATE = "state"
    TURN_END = "turn_end"


class Sender(StrEnum):
    """The `from` of an event."""

    USER = "user"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


# What a user may judge: an answer, by the assistant or by a human.
ANSWER_TYPES = frozenset({EventType.MESSAGE, EventType.CARD})
ANSWER_SENDERS = frozenset({Sender.BOT, Sender.AGENT})
