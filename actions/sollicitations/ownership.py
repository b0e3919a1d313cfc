"""Whose a sollicitation is: an account's, or the conversation's in which it was filed."""

from collections.abc import Sequence

from actions.reply import Button
from actions.sollicitations import slots
from actions.turn import Turn


def last_filed(turn: Turn) -> str | None:
    """The one filed or shown last in this conversation."""
    return turn.slot(slots.LAST)


def require_owner(turn: Turn) -> None:
    """The portal shows an anonymous conversation what it filed itself, by its reference.

    Raises:
        LoginRequiredError: it filed nothing, and nobody is connected.
    """
    if last_filed(turn) is None:
        turn.require_login()


def of_account(turn: Turn, buttons: Sequence[Button]) -> list[Button]:
    """Only an account has a list of its own."""
    return list(buttons) if turn.login else []
