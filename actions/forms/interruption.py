"""Whether a turn answers the question of a form, or speaks of something else."""

import re
from dataclasses import dataclass, field

from actions.french_words import fold
from actions.turn import Turn

REQUESTED = "requested_slot"
# They answer any form; another intent, if it is sure, speaks of something else.
ANSWERS = frozenset({"inform", "affirm", "deny", "none_of_these", "nlu_fallback"})
# Where any words may be the answer, these are told by how short they are.
_ORDERS = frozenset({"cancel", "request_agent", "start_over", "go_back"})
_POLITE_WORDS = frozenset({"greet", "thank", "goodbye", "capabilities"})
_OUTBURSTS = frozenset({"insult", "injection"})
_SHORT = 4
_OUTBURST = 6
_ONE_QUESTION = 15
_SURE = 0.6
_OBVIOUS = 0.8

_ASKS = re.compile(
    r"^(?:bonjour |bjr |svp |dites moi |et |mais |au fait |d ailleurs )*"
    r"(?:comment|cmt|pourquoi|pk|quand|combien|ou (?:est|en|se|puis|trouver|voir|sont)|qui|quoi"
    r"|quels?|quelles?|lequel|laquelle|que (?:dois|faire|signifie|veut)|qu est ce|est ce qu?|c quoi"
    r"|c est quoi|peut on|puis je|dois je|faut il|y a t il|existe t il|a quoi|de quoi"
    r"|how|what|where|when|why|can|do|como|donde|cuando|por que|cual|puedo)\b"
)
_SENTENCE_END = re.compile(r"[.!?…]\s+\S")


@dataclass(frozen=True, slots=True)
class Expected:
    """`answers`: intents that answer the form; `free_text`: the slots that take any words.

    `look_alikes`: by slot, intents that a number or a name typed alone reads like.
    """

    answers: frozenset[str] = ANSWERS
    free_text: frozenset[str] = frozenset()
    look_alikes: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def asks(text: str) -> bool:
    """Whether `text` has the form of a question; « la 124 ? » only gives a number."""
    if _ASKS.match(fold(text)):
        return True
    return text.rstrip().endswith("?") and len(text.split()) >= _SHORT


def is_interruption(turn: Turn, kept: str | None, expected: Expected) -> bool:
    """`kept`: the answer to the question of the form that was read in the same turn, if any."""
    requested = turn.slot(REQUESTED)
    if requested is None or turn.is_choice or turn.confidence < _SURE:
        return False
    if turn.intent in expected.answers:
        return False
    if requested in expected.free_text:
        return _is_no_text(turn)
    if asks(turn.text):
        return True
    if turn.intent in expected.look_alikes.get(requested, frozenset()):
        return False
    return kept is None


def _is_no_text(turn: Turn) -> bool:
    """Free words often ask: only one short sentence that opens as a question is one."""
    words = len(turn.text.split())
    if turn.intent == "distress":
        return True
    if turn.intent in _ORDERS | _POLITE_WORDS:
        return words <= _SHORT
    if turn.intent in _OUTBURSTS:
        return words <= _OUTBURST
    is_one = words <= _ONE_QUESTION and not _SENTENCE_END.search(turn.text)
    return is_one and bool(_ASKS.match(fold(turn.text))) and turn.confidence >= _OBVIOUS
