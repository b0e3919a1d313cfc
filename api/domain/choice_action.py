"""What a click on a choice does; private, only its label and id are shown."""

from enum import StrEnum


class ChoiceAction(StrEnum):
    """Those with a payload: `SAY` (a sentence), `RASA` (an intent such as `/affirm`), and
    `EXPLAIN_VOTE` (`seq:reason`, of the answer that was voted on).
    """

    SAY = "say"
    RASA = "rasa"
    CALL_AGENT = "call_agent"
    LEAVE_QUEUE = "leave_queue"
    EXPLAIN_VOTE = "explain_vote"
