"""Who speaks to the user: the assistant, nobody yet (queue), a human, or nobody any more."""

from enum import StrEnum


class Speaker(StrEnum):
    """`bot → queued → agent → bot`, or `closed`. Values are part of the outer contract."""

    BOT = "bot"
    QUEUED = "queued"
    AGENT = "agent"
    CLOSED = "closed"
