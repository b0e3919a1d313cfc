"""What a user may do with an invoice, and what its history keeps of it."""

from collections.abc import Collection
from dataclasses import dataclass

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import REFUSED_BY_VALIDATOR, InvoiceStatus
from api.domain.invoice_transitions import Side, targets
from api.domain.labelled import LabelledEnum


class UserAction(LabelledEnum):
    """Acts that change no status. Values are portal codes."""

    REJECTION_ACKNOWLEDGED = "ACQUITTEMENT_REJET", "Rejet acquitté"
    SUSPENSION_ACKNOWLEDGED = "ACQUITTEMENT_SUSPENSION", "Suspension acquittée"
    REJECTION_TREATED = "TRAITEMENT_REJET", "Rejet traité"


class OfferedAction(LabelledEnum):
    """What a caller may ask for; labels are imperatives, as on a button. Codes are ours."""

    RECYCLE = "recycle", "Recycler la facture"
    COMPLETE = "complete", "Compléter la facture"
    ACKNOWLEDGE = "acknowledge", "Acquitter le retour"
    TREAT_REJECTION = "treat_rejection", "Traiter le rejet"
    VALIDATE = "validate", "Valider la facture"
    REFUSE = "refuse", "Refuser la facture"
    SET_STATUS = "set_status", "Changer l’état de la facture"


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides of what may be done with an invoice."""

    status: InvoiceStatus
    framework: BillingFramework
    two_validators: bool = False
    acknowledged: bool = False
    rejection_treated: bool = False

    def targets(self, side: Side) -> tuple[InvoiceStatus, ...]:
        return targets(self.status, self.framework, side, two_validators=self.two_validators)


_VALIDATED = frozenset({InvoiceStatus.VALIDATED_1, InvoiceStatus.VALIDATED_2})
_SIDES: dict[OfferedAction, frozenset[Side]] = {
    OfferedAction.RECYCLE: frozenset({Side.SUPPLIER}),
    OfferedAction.COMPLETE: frozenset({Side.SUPPLIER}),
    OfferedAction.ACKNOWLEDGE: frozenset({Side.SUPPLIER}),
    OfferedAction.TREAT_REJECTION: frozenset({Side.SUPPLIER}),
    OfferedAction.VALIDATE: frozenset({Side.VALIDATOR, Side.SECOND_VALIDATOR}),
    OfferedAction.REFUSE: frozenset({Side.VALIDATOR, Side.SECOND_VALIDATOR}),
    OfferedAction.SET_STATUS: frozenset({Side.RECIPIENT}),
}


def sides_for(action: OfferedAction) -> frozenset[Side]:
    return _SIDES[action]


def is_possible(action: OfferedAction, situation: Situation, sides: Collection[Side]) -> bool:
    """Whether somebody on `sides` may do it now."""
    return any(_fits(action, situation, side) for side in sides_for(action) & frozenset(sides))


def _fits(action: OfferedAction, situation: Situation, side: Side) -> bool:
    status, following = situation.status, situation.targets(side)
    match action:
        case OfferedAction.RECYCLE:
            return status is InvoiceStatus.TO_RECYCLE and InvoiceStatus.DEPOSITED in following
        case OfferedAction.COMPLETE:
            return InvoiceStatus.COMPLETED in following
        case OfferedAction.ACKNOWLEDGE:
            returned = {InvoiceStatus.REJECTED, InvoiceStatus.SUSPENDED}
            return status in returned and not situation.acknowledged
        case OfferedAction.TREAT_REJECTION:
            return status is InvoiceStatus.REJECTED and not situation.rejection_treated
        case OfferedAction.VALIDATE:
            return bool(_VALIDATED & frozenset(following))
        case OfferedAction.REFUSE:
            return bool(REFUSED_BY_VALIDATOR & frozenset(following))
        case OfferedAction.SET_STATUS:
            return bool(following)
