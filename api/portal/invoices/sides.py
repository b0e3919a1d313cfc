"""On which sides of an invoice a reader stands: in a query, and for one invoice.

A works document is read in « Factures de travaux » by all the parties of the market; its payer
finds what he has to pay in « Factures reçues », as any invoice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, false, or_

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_side import Side
from api.domain.invoice_status import NOT_YET_RECEIVED
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.reader import Reader
from api.domain.rights import Space
from api.domain.works_documents import WORKS_FRAMEWORKS, holder_of
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
# Ours: the MOA does not see what only the MOE has to answer.
_WORKS_FOR_OWNER = frozenset(
    framework for framework in WORKS_FRAMEWORKS if holder_of(framework) is not Side.WORKS_MANAGER
)
_ORDINARY = frozenset(BillingFramework) - WORKS_FRAMEWORKS

type _Party = Literal[
    "supplier_id",
    "recipient_id",
    "validator_id",
    "second_validator_id",
    "works_manager_id",
    "works_owner_id",
]


@dataclass(frozen=True, slots=True)
class _View:
    """What a party of an invoice sees of it, in which space."""

    side: Side
    party: _Party
    space: Space
    hidden: frozenset[Status] = frozenset()
    frameworks: frozenset[BillingFramework] = frozenset(BillingFramework)

    def seen_by(self, reader: Reader) -> ColumnElement[bool]:
        own = sorted(reader.structures_with(self.space))
        if not own:
            return false()
        conditions = [getattr(Invoice, self.party).in_(own)]
        if self.hidden:
            conditions.append(Invoice.status.not_in(sorted(self.hidden)))
        if len(self.frameworks) < len(BillingFramework):
            conditions.append(Invoice.framework.in_(sorted(self.frameworks)))
        return and_(*conditions)

    def shows(self, invoice: Invoice, reader: Reader) -> bool:
        return (
            getattr(invoice, self.party) in reader.structures_with(self.space)
            and invoice.status not in self.hidden
            and invoice.framework in self.frameworks
        )


_VALIDATING, _WORKS = Space.INVOICES_TO_VALIDATE, Space.WORKS_INVOICES
_VIEWS = (
    _View(Side.SUPPLIER, "supplier_id", Space.ISSUED_INVOICES, frameworks=_ORDINARY),
    _View(Side.SUPPLIER, "supplier_id", _WORKS, frameworks=WORKS_FRAMEWORKS),
    # A draft, or an invoice on its way, is not yet in its recipient's space.
    _View(Side.RECIPIENT, "recipient_id", Space.RECEIVED_INVOICES, NOT_YET_RECEIVED),
    _View(Side.VALIDATOR, "validator_id", _VALIDATING, _NOT_YET_SUBMITTED),
    _View(Side.SECOND_VALIDATOR, "second_validator_id", _VALIDATING, _NOT_YET_SUBMITTED_TWICE),
    _View(Side.WORKS_MANAGER, "works_manager_id", _WORKS, _NOT_YET_SUBMITTED, WORKS_FRAMEWORKS),
    _View(Side.WORKS_OWNER, "works_owner_id", _WORKS, _NOT_YET_SUBMITTED, _WORKS_FOR_OWNER),
)
READING_SIDES = tuple(dict.fromkeys(view.side for view in _VIEWS))


def seen_as(side: Side, reader: Reader) -> ColumnElement[bool]:
    """What the reader sees from that side."""
    return or_(*(view.seen_by(reader) for view in _views_of(side)))


def sides_of(invoice: Invoice, reader: Reader) -> frozenset[Side]:
    """The same, of one invoice."""
    return frozenset(view.side for view in _VIEWS if view.shows(invoice, reader))


def told_in(side: Side, framework: BillingFramework) -> Space | None:
    """The space in which that side follows such a document; None for the portal itself."""
    for view in _views_of(side):
        if framework in view.frameworks:
            return view.space
    return None


def party_on(side: Side, invoice: Invoice) -> int | None:
    """The id of the structure on that side; None where nobody is named, or for the portal."""
    return next((getattr(invoice, view.party) for view in _views_of(side)), None)


def _views_of(side: Side) -> Iterator[_View]:
    return (view for view in _VIEWS if view.side is side)
