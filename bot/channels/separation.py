"""Whether the pieces of a message are several requests, each understood by itself.

In doubt the message stays whole: half an answer to a whole question is worse than the reverse.
"""

from __future__ import annotations

from typing import Callable, List, NamedTuple, Sequence, Text

from channels.reading import POLITE, PORTAL, Reading
from channels.request_words import asks, flat
from channels.requests import Kind, Piece

# Settled on messages of our own and on the calibration split (tests/test_separation.py).
SURE = 0.6
SURE_BY_NAME = 0.75
WHOLE_IS_SURE = 0.8
MAX_SERVED = 3
# What the intents of entries begin with (knowledge/model.py); the dialogue's own are no facets.
ENTRY = "faq_"

# A message that holds one of these is answered as one, with dignity.
_TAKES_ALL = frozenset({"insult", "distress", "injection", "other_language"})
_COMMANDS = frozenset({"cancel", "start_over", "go_back", "keep_draft"})
# Answers to something, or about what was just shown.
_IN_CONTEXT = frozenset({"inform", "none_of_these", "invoice_detail"})
_NOT_A_REQUEST = POLITE | _TAKES_ALL | _COMMANDS | _IN_CONTEXT
# They end the bot's part, or open a form that takes what follows for its answers.
_LAST = (
    "add_to_sollicitation",
    "send_back_sollicitation",
    "close_sollicitation",
    "file_sollicitation",
    "request_agent",
)

AreRelated = Callable[[Text, Text], bool]


class Part(NamedTuple):
    piece: Piece
    reading: Reading

    @property
    def is_sure(self) -> bool:
        intent, confidence = self.reading.intent, self.reading.confidence
        if intent in _NOT_A_REQUEST or self.reading.fell_back:
            return False
        if self.piece.kind is Kind.NAMED:
            return intent in PORTAL and confidence >= SURE_BY_NAME
        return confidence >= SURE


def separate(whole: Reading, parts: Sequence[Part], are_related: AreRelated) -> List[Reading]:
    """The readings to serve one by one, in order; empty when the message is one request."""
    if takes_all(whole) or any(takes_all(part.reading) for part in parts):
        return []
    asked = [part for part in parts if part.reading.intent not in POLITE or not _is_read(part)]
    distinct = _distinct(asked)
    sure = [part for part in distinct if part.is_sure]
    if len(sure) < 2 or not all(_stands(part) for part in distinct):
        return []
    if _is_one_topic(whole, sure, are_related):
        return []
    return sorted((part.reading for part in distinct), key=_place)


def takes_all(reading: Reading) -> bool:
    """An insult, distress, another language: the message is answered as one, with dignity."""
    return reading.intent in _TAKES_ALL and reading.confidence >= SURE


def _is_read(part: Part) -> bool:
    return part.reading.confidence >= SURE


def _stands(part: Part) -> bool:
    """A question that is not understood still deserves « je n'ai pas compris »."""
    return part.is_sure or part.piece.kind is Kind.ASKED


def _distinct(parts: Sequence[Part]) -> List[Part]:
    found: List[Part] = []
    for part in parts:
        if all(part.reading.demand != known.reading.demand for known in found):
            found.append(part)
    return found


def _is_one_topic(whole: Reading, sure: Sequence[Part], are_related: AreRelated) -> bool:
    """Facets of one question, unless they are asked as questions of their own."""
    intents = [part.reading.intent for part in sure]
    if not all(intent.startswith(ENTRY) for intent in intents) or _are_questions(sure):
        return False
    is_understood_whole = whole.confidence >= WHOLE_IS_SURE and whole.intent in intents
    return is_understood_whole or any(
        are_related(one, other) for one in intents for other in intents if one != other
    )


def _are_questions(sure: Sequence[Part]) -> bool:
    """« quelles extensions ? et combien de temps… »: each asks, or is said to be another one."""
    return all(part.piece.other or asks(flat(part.piece.text)) for part in sure[1:])


def _place(reading: Reading) -> int:
    return _LAST.index(reading.intent) + 1 if reading.intent in _LAST else 0
