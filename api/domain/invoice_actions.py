"""What a user may do with an invoice, and what its history keeps of it."""

from collections.abc import Collection
from dataclasses import dataclass

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_side import Side
from api.domain.invoice_status import REFUSED_BY_VALIDATOR, InvoiceStatus
from api.domain.invoice_transitions import targets
from api.domain.labelled import LabelledEnum
from api.domain.works_circuit import CHOSEN_STATUSES, WRONG_PARTY, NextDocument, next_document
from api.domain.works_documents import depositor_of


class UserAction(LabelledEnum):
    """Acts that change no status. Values are portal codes."""

    REJECTION_ACKNOWLEDGED = "ACQUITTEMENT_REJET", "Rejet acquitté"
    SUSPENSION_ACKNOWLEDGED = "ACQUITTEMENT_SUSPENSION", "Suspension acquittée"
    REJECTION_TREATED = "TRAITEMENT_REJET", "Rejet traité"


class OfferedAction(LabelledEnum):
    """What a caller may ask for; labels are imperatives, as on a button. Codes are ours."""

    SEND = "send", "Envoyer la facture"
    RESUBMIT = "resubmit", "Corriger et renvoyer la facture"
    RECYCLE = "recycle", "Recycler la facture"
    COMPLETE = "complete", "Compléter la facture"
    ACKNOWLEDGE = "acknowledge", "Acquitter le retour"
    TREAT_REJECTION = "treat_rejection", "Traiter le rejet"
    VALIDATE = "validate", "Valider la facture"
    REFUSE = "refuse", "Refuser la facture"
    REPORT_VALIDATOR = "report_validator", "Signaler une erreur de valideur"
    SET_STATUS = "set_status", "Changer l’état de la facture"
    SET_WORKS_STATUS = "set_works_status", "Changer l’état du document de travaux"
    ANSWER_WORKS = "answer_works", "Déposer le document suivant"
    CORRECT_WORKS_PARTY = "correct_works_party", "Corriger la maîtrise d’œuvre ou d’ouvrage"


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

    def works_targets(self, side: Side) -> tuple[InvoiceStatus, ...]:
        """Those that this side brings by naming them, where the document is of works."""
        return tuple(target for target in self.targets(side) if target in CHOSEN_STATUSES)

    def next_document(self, side: Side) -> NextDocument | None:
        return next_document(self.framework, side, self.targets(side))


_VALIDATED = frozenset({InvoiceStatus.VALIDATED_1, InvoiceStatus.VALIDATED_2})
WRONG_VALIDATOR = frozenset(
    {
        InvoiceStatus.WRONG_VALIDATOR_BY_SUPPLIER,
        InvoiceStatus.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
    }
)
_TO_VALIDATE = frozenset({InvoiceStatus.TO_VALIDATE_1, InvoiceStatus.TO_VALIDATE_2})
_WORKS = frozenset({Side.SUPPLIER, Side.WORKS_MANAGER, Side.WORKS_OWNER})
_SIDES: dict[OfferedAction, frozenset[Side]] = {
    OfferedAction.SEND: frozenset({Side.SUPPLIER}),
    OfferedAction.RESUBMIT: frozenset({Side.SUPPLIER, Side.VALIDATOR}),
    OfferedAction.REPORT_VALIDATOR: frozenset({Side.VALIDATOR, Side.SECOND_VALIDATOR}),
    OfferedAction.SET_WORKS_STATUS: _WORKS,
    OfferedAction.ANSWER_WORKS: _WORKS,
    OfferedAction.CORRECT_WORKS_PARTY: _WORKS - {Side.WORKS_OWNER},
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


def acting_sides(
    action: OfferedAction, situation: Situation, sides: Collection[Side]
) -> tuple[Side, ...]:
    """Those of `sides` from which it may be done now."""
    return tuple(side for side in Side if side in sides and is_possible(action, situation, {side}))


def _fits(action: OfferedAction, situation: Situation, side: Side) -> bool:
    following = frozenset(situation.targets(side))
    match action:
        case OfferedAction.SEND:
            draft = situation.status is InvoiceStatus.DRAFT
            return draft and side is depositor_of(situation.framework)
        case OfferedAction.RESUBMIT:
            return situation.status is not InvoiceStatus.DRAFT and bool(_TO_VALIDATE & following)
        case OfferedAction.COMPLETE:
            return InvoiceStatus.COMPLETED in following
        case OfferedAction.VALIDATE:
            return bool(_VALIDATED & following)
        case OfferedAction.REFUSE:
            return bool(REFUSED_BY_VALIDATOR & following)
        case OfferedAction.REPORT_VALIDATOR:
            return bool(WRONG_VALIDATOR & following)
        case OfferedAction.SET_STATUS:
            return bool(following)
        case OfferedAction.SET_WORKS_STATUS:
            return bool(situation.works_targets(side))
        case OfferedAction.ANSWER_WORKS:
            return situation.next_document(side) is not None
        case _:
            return _fits_returned(action, situation, following)


def _fits_returned(
    action: OfferedAction, situation: Situation, following: Collection[InvoiceStatus]
) -> bool:
    """What one does with an invoice that came back."""
    status = situation.status
    match action:
        case OfferedAction.RECYCLE:
            return status is InvoiceStatus.TO_RECYCLE and InvoiceStatus.DEPOSITED in following
        case OfferedAction.CORRECT_WORKS_PARTY:
            return status in WRONG_PARTY and InvoiceStatus.DEPOSITED in following
        case OfferedAction.ACKNOWLEDGE:
            returned = {InvoiceStatus.REJECTED, InvoiceStatus.SUSPENDED}
            return status in returned and not situation.acknowledged
        case _:
            return status is InvoiceStatus.REJECTED and not situation.rejection_treated
