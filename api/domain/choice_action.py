"""What a click on a choice does; private, only its label and id are shown."""

from enum import StrEnum


class ChoiceAction(StrEnum):
    """`SAY` and `RASA` carry a payload: a sentence, or an intent such as `/affirm`."""

    SAY = "say"
    RASA = "rasa"
    CALL_AGENT = "call_agent"
    LEAVE_QUEUE = "leave_queue"
