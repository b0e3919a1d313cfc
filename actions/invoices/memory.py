"""What the conversation remembers of invoices: the last one shown, and the last list shown.

By references (`invoice_reference`); what was only said may be a number alone.
"""

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions.guarded_action import Event
from actions.portal_models import Invoice
from actions.turn import Turn

# Set by actions only: any message may hold a number, and Rasa fills `invoice_number` with it.
LAST = "last_invoice"
LISTED = "listed_invoices"
SPOKEN = "invoice_number"


def last_number(turn: Turn) -> str | None:
    """The last invoice shown, else the last number said."""
    return turn.slot(LAST) or turn.slot(SPOKEN)


def listed_numbers(turn: Turn) -> list[str]:
    listed = turn.slot(LISTED)
    return [str(number) for number in listed] if isinstance(listed, list) else []


def shown(invoice: Invoice) -> list[Event]:
    return [SlotSet(LAST, invoice.reference), SlotSet(SPOKEN, invoice.reference)]


def listed(invoices: Sequence[Invoice]) -> list[Event]:
    """A list of one is that one."""
    events: list[Event] = [SlotSet(LISTED, [invoice.reference for invoice in invoices])]
    return events + shown(invoices[0]) if len(invoices) == 1 else events


def not_found() -> list[Event]:
    """The number that was said is then all there is to come back to."""
    return [SlotSet(LAST, None)]
