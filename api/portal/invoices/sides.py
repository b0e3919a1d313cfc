"""On which sides of an invoice a reader stands: in a query, and for one invoice."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_

from api.domain.invoice_status import NOT_YET_RECEIVED
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.invoice_transitions import Side
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.invoice import Invoice

# A validator sees what was submitted to him, and what became of it.
_NOT_YET_SUBMITTED = frozenset(
    {Status.DRAFT, *(status for status in Status if not status.documented)}
)
_NOT_YET_SUBMITTED_TWICE = _NOT_YET_SUBMITTED | {
    Status.TO_VALIDATE_1,
    Status.REFUSED_1,
    Status.VALIDATED_1,
    Status.NOT_VALIDATED_IN_TIME_1,
    Status.WRONG_VALIDATOR_BY_SUPPLIER,
}
_HIDDEN: dict[Side, frozenset[Status]] = {
    Side.SUPPLIER: frozenset(),
    # A draft, or an invoice on its way, is not yet in its recipient's space.
    Side.RECIPIENT: NOT_YET_RECEIVED,
    Side.VALIDATOR: _NOT_YET_SUBMITTED,
    Side.SECOND_VALIDATOR: _NOT_YET_SUBMITTED_TWICE,
}
_SPACES: dict[Side, Space] = {
    Side.SUPPLIER: Space.ISSUED_INVOICES,
    Side.RECIPIENT: Space.RECEIVED_INVOICES,
    Side.VALIDATOR: Space.INVOICES_TO_VALIDATE,
    Side.SECOND_VALIDATOR: Space.INVOICES_TO_VALIDATE,
}
_STRUCTURES: dict[Side, Callable[[Invoice], int | None]] = {
    Side.SUPPLIER: lambda invoice: invoice.supplier_id,
    Side.RECIPIENT: lambda invoice: invoice.recipient_id,
    Side.VALIDATOR: lambda invoice: invoice.validator_id,
    Side.SECOND_VALIDATOR: lambda invoice: invoice.second_validator_id,
}
_COLUMNS = {
    Side.SUPPLIER: Invoice.supplier_id,
    Side.RECIPIENT: Invoice.recipient_id,
    Side.VALIDATOR: Invoice.validator_id,
    Side.SECOND_VALIDATOR: Invoice.second_validator_id,
}
READING_SIDES = tuple(_SPACES)


def seen_as(side: Side, reader: Reader) -> ColumnElement[bool]:
    """What the reader sees from that side."""
    column = _COLUMNS[side]
    own = column.in_(sorted(reader.structures_with(_SPACES[side])))
    hidden = _HIDDEN[side]
    return and_(own, Invoice.status.not_in(sorted(hidden))) if hidden else own


def sides_of(invoice: Invoice, reader: Reader) -> frozenset[Side]:
    """The same, of one invoice."""
    return frozenset(
        side
        for side in READING_SIDES
        if _STRUCTURES[side](invoice) in reader.structures_with(_SPACES[side])
        and invoice.status not in _HIDDEN[side]
    )
