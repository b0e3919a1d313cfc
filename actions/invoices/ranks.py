"""« La dernière », « la suivante », « la deuxième »: an invoice by its place."""

from collections.abc import Sequence

from actions.invoice_reference import is_same
from actions.invoices.criteria import Chosen, Criteria, Rank
from actions.invoices.memory import last_number, listed_numbers
from actions.portal_models import Invoice
from actions.turn import Turn

_DRAFT = "BROUILLON"
_PLACES: dict[Rank, int] = {"first": 0, "second": 1, "third": 2}
_STEPS: dict[Rank, int] = {"next": 1, "previous": -1}


def by_rank(chosen: Chosen, criteria: Criteria, turn: Turn) -> Invoice | None:
    """`chosen` are newest first; None when there is none in that place."""
    rank = criteria.rank
    if rank == "last" or rank is None:
        return _latest(chosen.invoices)
    ordered = _as_listed(chosen.invoices, listed_numbers(turn))
    if rank in _PLACES:
        place = _PLACES[rank]
    else:
        place = _place_of(ordered, last_number(turn)) + _STEPS[rank]
    return ordered[place] if 0 <= place < len(ordered) else None


def _latest(invoices: Sequence[Invoice]) -> Invoice | None:
    """The last one deposited; a draft only when there is nothing else."""
    sent = [invoice for invoice in invoices if invoice.status.code != _DRAFT]
    return max(sent or invoices, key=_deposit, default=None)


def _deposit(invoice: Invoice) -> float:
    moment = invoice.deposited_at or invoice.status.since
    return moment.timestamp() if moment else float("-inf")


def _as_listed(invoices: Sequence[Invoice], numbers: Sequence[str]) -> list[Invoice]:
    """In the order of the last list shown, when there was one."""
    fitting = (
        next((invoice for invoice in invoices if is_same(number, invoice.reference)), None)
        for number in numbers
    )
    return [invoice for invoice in fitting if invoice] or list(invoices)


def _place_of(invoices: Sequence[Invoice], number: str | None) -> int:
    """Before the first one, when the invoice spoken of is not there."""
    return next((i for i, invoice in enumerate(invoices) if is_same(number, invoice.reference)), -1)
