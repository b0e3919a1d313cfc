"""« Clôture plutôt la 45 »: another act than the one that the form is about to do."""

from actions.sollicitation_acts import slots
from actions.sollicitation_acts.verbs import Verb, verb_of
from actions.sollicitations.spoken_reference import is_same, said_reference
from actions.turn import Turn

# Our own choices: free words seldom order; an order is short, and sure.
_MAX_WORDS = 8
_SURE = 0.6


def is_another_act(turn: Turn) -> bool:
    """The rules then begin it: what is confirmed next must be what is shown next."""
    verb = verb_of(turn.intent)
    if verb is None or turn.slot(slots.REQUESTED) is None:
        return False
    named = said_reference(turn)
    is_of_other = named is not None and not is_same(named, turn.slot(slots.REFERENCE))
    if turn.is_choice:
        return is_of_other or verb.act != turn.slot(slots.ACT)
    return _is_order(turn) and (is_of_other or _is_other_verb(turn, verb))


def _is_order(turn: Turn) -> bool:
    return turn.confidence >= _SURE and len(turn.text.split()) <= _MAX_WORDS


def _is_other_verb(turn: Turn, verb: Verb) -> bool:
    """Among free words, a verb alone may well be a part of them."""
    asks_text = turn.slot(slots.REQUESTED) == slots.TEXT
    return verb.act != turn.slot(slots.ACT) and not asks_text
