"""Which step of an invoice may follow which, and who may take it.

Sources: the nominal order, of which four steps are optional (AIFE, « cycle de vie »); the targets
that a recipient may set, and the states he still has to treat (Pastell); nothing but forward once
the accountant has the invoice; validation by the titulaire or mandataire, whose silence for 15
days is an accord; 7 days for the maîtrise d'œuvre. No source states the whole table: arcs that
sources only suggest are marked « derived ». Codes that appear in none of them are known, shown
when met, and reached by no way of ours.
"""

from collections.abc import Mapping
from datetime import timedelta

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_side import Side
from api.domain.invoice_status import REFUSED_IN_WORKS
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.works_circuit import WRONG_PARTY, works_arcs
from api.domain.works_documents import (
    MONTHLY_FRAMEWORKS,
    WORKS_FRAMEWORKS,
    depositor_of,
    holder_of,
)

MAX_REASON = 255

type Arcs = Mapping[Status, Mapping[Status, frozenset[Side]]]

_SUPPLIER = frozenset({Side.SUPPLIER})
_RECIPIENT = frozenset({Side.RECIPIENT})
_SYSTEM = frozenset({Side.SYSTEM})
_VALIDATOR = frozenset({Side.VALIDATOR})
_SECOND = frozenset({Side.SECOND_VALIDATOR})
# Hélios writes these by itself; a recipient may also do it by hand.
_ACCOUNTANT = _RECIPIENT | _SYSTEM

VALIDATED_FRAMEWORKS = frozenset({Framework.A9, Framework.A12})

_RETURNS = (Status.TO_RECYCLE, Status.SUSPENDED, Status.REJECTED)
_TO_PAYMENT = (Status.WITH_ACCOUNTANT, Status.POSTED, Status.PAID)
_FORWARD = (Status.SERVICE_DONE, Status.PAYMENT_ORDERED)


def _treated(*more: Status) -> dict[Status, frozenset[Side]]:
    """What a recipient may do with an invoice that he still has to treat."""
    return {
        **dict.fromkeys((*_RETURNS, *more), _RECIPIENT),
        **dict.fromkeys(_TO_PAYMENT, _ACCOUNTANT),
    }


_COMMON: Arcs = {
    Status.DEPOSITED: {Status.IN_TRANSIT: _SYSTEM, Status.AVAILABLE: _SYSTEM},
    Status.IN_TRANSIT: {Status.AVAILABLE: _SYSTEM},
    Status.AVAILABLE: _treated(Status.TAKEN_BY_RECIPIENT, *_FORWARD),
    Status.TAKEN_BY_RECIPIENT: _treated(*_FORWARD),
    # Derived: sources disagree whether a completed invoice is « complétée » or available again.
    Status.COMPLETED: _treated(Status.AVAILABLE, Status.TAKEN_BY_RECIPIENT, *_FORWARD),
    Status.SERVICE_DONE: _treated(Status.PAYMENT_ORDERED),
    Status.PAYMENT_ORDERED: _treated(),
    Status.WITH_ACCOUNTANT: dict.fromkeys((Status.POSTED, Status.PAID), _ACCOUNTANT),
    Status.POSTED: {Status.PAID: _ACCOUNTANT},
    # Derived: a recycled invoice is routed anew.
    Status.TO_RECYCLE: {Status.DEPOSITED: _SUPPLIER},
    Status.SUSPENDED: {Status.COMPLETED: _SUPPLIER},
}

_SENT: Arcs = {Status.DRAFT: {Status.DEPOSITED: _SUPPLIER}}


def _validation(after_first: Status) -> Arcs:
    """The accord of one validator, or of two. Derived, from the order of the codes: it comes
    before the deposit, and who corrects what was refused starts again with the first validator.
    """
    again = (Status.REFUSED_1, Status.REFUSED_2, Status.WRONG_VALIDATOR_BY_SUPPLIER)
    return {
        Status.DRAFT: {Status.TO_VALIDATE_1: _SUPPLIER},
        Status.TO_VALIDATE_1: {
            Status.VALIDATED_1: _VALIDATOR,
            Status.REFUSED_1: _VALIDATOR,
            Status.WRONG_VALIDATOR_BY_SUPPLIER: _VALIDATOR,
            Status.NOT_VALIDATED_IN_TIME_1: _SYSTEM,
        },
        Status.VALIDATED_1: {after_first: _SYSTEM},
        Status.NOT_VALIDATED_IN_TIME_1: {after_first: _SYSTEM},
        **{status: {Status.TO_VALIDATE_1: _SUPPLIER} for status in again},
    }


_SECOND_VALIDATION: Arcs = {
    Status.TO_VALIDATE_2: {
        Status.VALIDATED_2: _SECOND,
        Status.REFUSED_2: _SECOND,
        Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR: _SECOND,
        Status.NOT_VALIDATED_IN_TIME_2: _SYSTEM,
    },
    Status.VALIDATED_2: {Status.DEPOSITED: _SYSTEM},
    Status.NOT_VALIDATED_IN_TIME_2: {Status.DEPOSITED: _SYSTEM},
    Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR: {Status.TO_VALIDATE_2: _VALIDATOR},
}


_SIMPLE_CIRCUIT = {**_COMMON, **_SENT}
# A document of the MOE or of the MOA for the payer. Derived: he sends it back to the titulaire,
# its supplier.
_PAYABLE_CIRCUITS: Mapping[Side, Arcs] = {
    side: _SIMPLE_CIRCUIT | {Status.DRAFT: {Status.DEPOSITED: frozenset({side})}}
    for side in (Side.SUPPLIER, Side.WORKS_MANAGER, Side.WORKS_OWNER)
}
_ONE_VALIDATOR = {**_COMMON, **_validation(Status.DEPOSITED)}
_TWO_VALIDATORS = {**_COMMON, **_validation(Status.TO_VALIDATE_2), **_SECOND_VALIDATION}
_WORKS_CIRCUITS: Mapping[Framework, Arcs] = {
    framework: works_arcs(framework)
    for framework in WORKS_FRAMEWORKS
    if holder_of(framework) is not Side.RECIPIENT
}

# Ours for the refusals of works documents.
REASON_REQUIRED = REFUSED_IN_WORKS | {
    Status.SUSPENDED,
    Status.REJECTED,
    Status.REFUSED_1,
    Status.REFUSED_2,
}
# With which a recipient may give the number of his order to pay.
MANDATE_TARGETS = frozenset({Status.PAYMENT_ORDERED, *_TO_PAYMENT})
# The statuses with which the silence of who holds the invoice ends.
SILENCE: Mapping[Status, Status] = {
    Status.TO_VALIDATE_1: Status.NOT_VALIDATED_IN_TIME_1,
    Status.TO_VALIDATE_2: Status.NOT_VALIDATED_IN_TIME_2,
    Status.WORKS_AVAILABLE_MOE: Status.WORKS_LATE_MOE,
}
# The source says 15 days of subcontracting; we give a mandataire, for a cotraitant, the same.
_VALIDATION_DELAY = timedelta(days=15)
_MOE_DELAY = timedelta(days=7)


def arcs(framework: Framework, *, two_validators: bool = False) -> Arcs:
    """The whole circuit of such a document."""
    if framework in VALIDATED_FRAMEWORKS:
        return _TWO_VALIDATORS if two_validators else _ONE_VALIDATOR
    if framework in _WORKS_CIRCUITS:
        return _WORKS_CIRCUITS[framework]
    return _PAYABLE_CIRCUITS[depositor_of(framework)]


def targets(
    status: Status, framework: Framework, side: Side, *, two_validators: bool = False
) -> tuple[Status, ...]:
    """Where this side may bring the invoice now, in the order in which a list shows them."""
    following = arcs(framework, two_validators=two_validators).get(status, {})
    return tuple(target for target in Status if side in following.get(target, ()))


def automatic_target(
    status: Status, framework: Framework, *, two_validators: bool = False
) -> Status | None:
    """The step that the portal takes by itself at once; None where somebody has to act."""
    following = arcs(framework, two_validators=two_validators).get(status, {})
    waits = status in SILENCE or any(sides != _SYSTEM for sides in following.values())
    return None if waits else next(iter(following), None)


def answer_delay(status: Status, framework: Framework) -> timedelta | None:
    """How long who holds the invoice may stay silent; None where no delay is known."""
    if status in {Status.TO_VALIDATE_1, Status.TO_VALIDATE_2}:
        return _VALIDATION_DELAY
    if status is Status.WORKS_AVAILABLE_MOE and framework in MONTHLY_FRAMEWORKS:
        return _MOE_DELAY
    return None


_TOLD_RECIPIENT = frozenset({Status.AVAILABLE, Status.COMPLETED})
_TOLD_NOBODY = frozenset(
    {
        Status.DRAFT,
        Status.DEPOSITED,
        Status.IN_TRANSIT,
        # Who holds it is told of the document that follows.
        Status.WORKS_COPIED_AFTER_REFUSAL,
    }
)
_TOLD: Mapping[Status, Side] = {
    Status.TO_VALIDATE_1: Side.VALIDATOR,
    Status.TO_VALIDATE_2: Side.SECOND_VALIDATOR,
    Status.WRONG_VALIDATOR_BY_CO_CONTRACTOR: Side.VALIDATOR,
    **dict.fromkeys(_TOLD_RECIPIENT, Side.RECIPIENT),
}
_TOLD_HOLDER = frozenset(
    {
        Status.WORKS_AVAILABLE_MOE,
        Status.WORKS_AVAILABLE_MOA,
        Status.WORKS_TO_LINK_SUPPLIER,
        Status.WORKS_REPLACED_BY_A22,
    }
)
_TOLD_DEPOSITOR = frozenset(
    {
        Status.WORKS_TAKEN_MOE,
        Status.WORKS_TAKEN_MOA,
        Status.WORKS_LATE_MOE,
        Status.WORKS_LINKED,
        *REFUSED_IN_WORKS,
        *WRONG_PARTY,
    }
)


def told_side(target: Status, framework: Framework) -> Side | None:
    """Whom a new status concerns, besides who brought it."""
    if target in _TOLD_NOBODY:
        return None
    if target in _TOLD_HOLDER:
        return holder_of(framework)
    if target in _TOLD_DEPOSITOR:
        return depositor_of(framework)
    return _TOLD.get(target, Side.SUPPLIER)
