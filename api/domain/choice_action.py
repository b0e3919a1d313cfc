"""What a click on a choice does; private, only its label and id are shown."""

from enum import StrEnum


class ChoiceAction(StrEnum):
    """Those with a payload: `SAY` (a sentence), `RASA` (an intent such as `/affirm`),
    `EXPLAIN_VOTE` (`seq:reason`, of the answer that was voted on), `DECLINE_AGENT` (the topic for
    which no agent is wanted) and `RATE_EXCHANGE` (`episode:grade`).
    """

    SAY = "say"
    RASA = "rasa"
    CALL_AGENT = "call_agent"
    LEAVE_QUEUE = "leave_queue"
    EXPLAIN_VOTE = "explain_vote"
    FILE_INSTEAD = "file_instead"
    DECLINE_AGENT = "decline_agent"
    RATE_EXCHANGE = "rate_exchange"
