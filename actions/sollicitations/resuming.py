"""A draft that was left: gone on with, and said so, or begun anew."""

from actions.reply import Reply, button
from actions.sollicitations import slots
from actions.sollicitations.answers import Answers
from actions.sollicitations.opening import has_logged_in, opening, opening_again
from actions.sollicitations.said_number import said_number
from actions.sollicitations.slots import Held
from actions.sollicitations.under_way import is_given_up
from actions.turn import Turn

Given = dict[str, object]

_RESUMED = "Je reprends la sollicitation que vous aviez commencée ; rien n’en a été envoyé."
_AGAIN = button("Recommencer", "start_over")
_OPENS = "file_sollicitation"
# Said by the user or guessed from his words, unlike what follows from his account.
_ANSWERED = (slots.EMAIL, slots.CATEGORY, slots.INVOICE, slots.ADDRESSEE, slots.DESCRIPTION)
_PASSED_OVER = frozenset({slots.STRUCTURE, slots.INVOICE, slots.ADDRESSEE})


async def known_beforehand(answers: Answers) -> tuple[Held, str]:
    """What need not be asked, and what is said of it; nothing in the middle of the form.

    Raises:
        RefusedError: the user has no structure in whose name to ask.
    """
    turn = answers.turn
    if turn.slot(slots.DRAFT) is None:
        return await opening(answers)
    if _begins_anew(turn):
        emptied: Held = {slot: None for slot in slots.SLOTS if turn.entity(slot) is None}
        answers.keep(emptied)
        known, told = await opening(answers)
        return {**emptied, slots.GUESSED: None, **known}, told
    return await opening_again(answers) if has_logged_in(turn) else ({}, "")


def to_check(turn: Turn, given: Given) -> Given:
    """`given` without what no longer holds; with the invoice that the message names."""
    if turn.slot(slots.DRAFT) is not None and _begins_anew(turn):
        return {slot: raw for slot, raw in given.items() if turn.entity(slot)}
    if has_logged_in(turn):
        given = {slot: raw for slot, raw in given.items() if not _is_of_nobody(slot, raw)}
    named = said_number(turn) if _is_resumed(turn) and turn.login else None
    return {**given, slots.INVOICE: named} if named else given


def tell(reply: Reply, turn: Turn) -> None:
    """Nobody answers a question of a draft that he forgot."""
    has_answers = any(slots.given(turn.slot(slot)) for slot in _ANSWERED)
    if _is_resumed(turn) and has_answers:
        reply.say(_RESUMED, [_AGAIN])


def _is_resumed(turn: Turn) -> bool:
    is_back = turn.slot(slots.REQUESTED) is None and turn.slot(slots.DRAFT) is not None
    return is_back and turn.intent == _OPENS and not _begins_anew(turn)


def _begins_anew(turn: Turn) -> bool:
    """The draft was given up after it was left, or a button opens one on something else."""
    if turn.slot(slots.REQUESTED) is not None or turn.intent != _OPENS:
        return False
    return turn.entity(slots.SUB_CATEGORY) is not None or is_given_up(turn)


def _is_of_nobody(slot: str, raw: object) -> bool:
    """What was answered, or passed over, for want of an account."""
    is_passed_over = slot in _PASSED_OVER and raw == slots.NONE
    return is_passed_over or slot in (slots.EMAIL, slots.CODE)
