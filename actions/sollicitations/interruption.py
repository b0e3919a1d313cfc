"""What interrupts the form of a sollicitation."""

from actions.forms.interruption import ANSWERS, Expected
from actions.forms.interruption import is_interruption as interrupts
from actions.sollicitations import slots
from actions.turn import Turn

# Intents that answer the form; any other one, if it is sure, speaks of something else.
OF_THE_FORM = ANSWERS | {"file_sollicitation"}
_INVOICES = frozenset({"invoice_status", "invoice_detail", "ask_invoice_status", "list_invoices"})
_EXPECTED = Expected(
    answers=OF_THE_FORM,
    free_text=frozenset({slots.DESCRIPTION}),
    look_alikes={
        slots.INVOICE: _INVOICES,
        slots.CODE: _INVOICES,  # six digits read like the end of a number
        slots.EMAIL: frozenset({"other_language"}),
        slots.STRUCTURE: frozenset({"structure_info"}),
        slots.ADDRESSEE: frozenset({"structure_info"}),
    },
)


def is_interruption(turn: Turn, kept: str | None) -> bool:
    """`kept`: the answer to the question of the form that was read in the same turn, if any."""
    return interrupts(turn, kept, _EXPECTED)
