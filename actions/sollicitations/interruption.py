"""Whether a turn answers the question of the form, or speaks of something else."""

import re

from actions.french_words import fold
from actions.sollicitations import slots
from actions.turn import Turn

# Intents that answer the form; any other one, if it is sure, speaks of something else.
OF_THE_FORM = frozenset(
    {"inform", "affirm", "deny", "none_of_these", "file_sollicitation", "nlu_fallback"}
)
# A number or a name typed alone reads like these.
_LOOK_LIKE_ANSWERS = {
    slots.INVOICE: frozenset(
        {"invoice_status", "invoice_detail", "ask_invoice_status", "list_invoices"}
    ),
    slots.STRUCTURE: frozenset({"structure_info"}),
}
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


def asks(text: str) -> bool:
    """Whether `text` has the form of a question; « la 124 ? » only gives a number."""
    if _ASKS.match(fold(text)):
        return True
    return text.rstrip().endswith("?") and len(text.split()) >= _SHORT


def is_interruption(turn: Turn, kept: str | None) -> bool:
    """`kept`: the answer to the question of the form that was read in the same turn, if any."""
    requested = turn.slot(slots.REQUESTED)
    if requested is None or turn.is_choice or turn.confidence < _SURE:
        return False
    if turn.intent in OF_THE_FORM:
        return False
    if requested == slots.DESCRIPTION:
        return _is_no_description(turn)
    if asks(turn.text):
        return True
    if turn.intent in _LOOK_LIKE_ANSWERS.get(requested, frozenset()):
        return False
    return kept is None


def _is_no_description(turn: Turn) -> bool:
    """A description often asks: only one short sentence that opens as a question is one."""
    words = len(turn.text.split())
    if turn.intent == "distress":
        return True
    if turn.intent in _ORDERS | _POLITE_WORDS:
        return words <= _SHORT
    if turn.intent in _OUTBURSTS:
        return words <= _OUTBURST
    is_one = words <= _ONE_QUESTION and not _SENTENCE_END.search(turn.text)
    return is_one and bool(_ASKS.match(fold(turn.text))) and turn.confidence >= _OBVIOUS
