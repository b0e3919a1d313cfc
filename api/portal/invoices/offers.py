"""One action that a caller may ask for, and the targets among which he chooses."""

from collections.abc import Collection, Iterator

from api.domain.invoice_actions import OfferedAction, Situation, acting_sides
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import MANDATE_TARGETS, REASON_REQUIRED
from api.portal.invoices.action_schemas import OfferRead, TargetRead


def offer_of(action: OfferedAction, situation: Situation, sides: Collection[Side]) -> OfferRead:
    """For a reader on these `sides`, to whom the action is possible."""
    acting = acting_sides(action, situation, sides)
    found = (target for side in acting for target in _targets(action, situation, side))
    targets = {target.code: target for target in found}  # each once, whatever the sides
    return OfferRead(
        code=action,
        label=action.label,
        reason_required=action is OfferedAction.REFUSE,
        targets=list(targets.values()),
    )


def _targets(action: OfferedAction, situation: Situation, side: Side) -> Iterator[TargetRead]:
    match action:
        case OfferedAction.SET_STATUS:
            yield from map(_status, situation.targets(side))
        case OfferedAction.SET_WORKS_STATUS:
            yield from map(_status, situation.works_targets(side))
        case OfferedAction.ANSWER_WORKS:
            answer = situation.next_document(side)
            if answer is not None:
                yield TargetRead(
                    code=answer.framework,
                    label=answer.framework.label,
                    reason_required=False,
                    mandate_number=False,
                )
        case _:
            return


def _status(target: InvoiceStatus) -> TargetRead:
    return TargetRead(
        code=target,
        label=target.label,
        reason_required=target in REASON_REQUIRED,
        mandate_number=target in MANDATE_TARGETS,
    )
