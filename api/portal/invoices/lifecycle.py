"""The only way in which the status of an invoice changes."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import (
    MAX_REASON,
    REASON_REQUIRED,
    Side,
    answer_delay,
    arcs,
    automatic_target,
    targets,
    told_side,
)
from api.domain.plain_text import storable
from api.domain.works_documents import depositor_of
from api.models.invoice import Invoice, InvoiceStep
from api.portal.invoices.errors import (
    IllegalTransitionError,
    InvoiceChangedError,
    ReasonRequiredError,
    ReasonTooLongError,
    ValidatorMissingError,
    WorksPartyMissingError,
)
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.sides import party_on, told_in
from api.portal.journal import record
from api.portal.notifications import notify

PORTAL = "Chorus Pro"
_WORKS_HOLDERS = {
    InvoiceStatus.WORKS_AVAILABLE_MOE: Side.WORKS_MANAGER,
    InvoiceStatus.WORKS_AVAILABLE_MOA: Side.WORKS_OWNER,
}


async def change_status(  # noqa: PLR0913
    session: AsyncSession,
    invoice: Invoice,
    target: InvoiceStatus,
    *,
    actor: str,
    reason: str | None = None,
    comment: str | None = None,
    user_id: int | None = None,
    by: Side | None = None,
) -> None:
    """Move an invoice, keep the step and the journal, and tell the side that it concerns.

    `actor` is the name that the history shows. `by` is the side that acts; None for a caller who
    only relays what another system decided: the step must then be legal, whoever takes it. The
    invoice need not be flushed, and its row stays locked until the transaction ends.

    Raises:
        IllegalTransitionError: `target` does not follow the present status, or not by that side.
        InvoiceChangedError: the status in the table is no longer the one that was read.
        ReasonRequiredError, ReasonTooLongError: `target` needs a reason, of 255 characters at most.
        ValidatorMissingError, WorksPartyMissingError: nobody is named to validate, or to answer.
    """
    await _hold(session, invoice)
    _check_transition(invoice, target, by)
    reason = _checked_reason(target, reason)
    comment = storable(comment or "") or None
    present = invoice.status
    _move(invoice, target, reason, comment)
    session.add(_step(invoice, actor, reason, comment))
    await session.flush()
    await record(
        session,
        user_id=user_id,
        action="invoice_status",
        subject=subject_of(invoice),
        detail={"from": present.value, "to": target.value},
    )
    await _tell(session, invoice, reason, user_id)


async def route(session: AsyncSession, invoice: Invoice) -> None:
    """Take the steps that the portal takes by itself, until somebody has to act."""
    while True:
        target = automatic_target(
            invoice.status, invoice.framework, two_validators=_has_two_validators(invoice)
        )
        if target is None:
            return
        await change_status(session, invoice, target, actor=PORTAL, by=Side.SYSTEM)


async def send(
    session: AsyncSession,
    invoice: Invoice,
    *,
    actor: str,
    user_id: int | None = None,
    comment: str | None = None,
) -> None:
    """A draft, or a new invoice in that state, goes to its validator or to its recipient."""
    side = depositor_of(invoice.framework)
    (target,) = targets(
        InvoiceStatus.DRAFT,
        invoice.framework,
        side,
        two_validators=_has_two_validators(invoice),
    )
    await change_status(
        session, invoice, target, actor=actor, comment=comment, user_id=user_id, by=side
    )
    await route(session, invoice)


def subject_of(invoice: Invoice) -> str:
    """How the journal and the notifications name an invoice."""
    return f"invoice:{invoice.id}"


async def _hold(session: AsyncSession, invoice: Invoice) -> None:
    session.add(invoice)
    await session.flush()
    if await LifecycleRepository(session).hold_status(invoice.id) is not invoice.status:
        raise InvoiceChangedError


def _check_transition(invoice: Invoice, target: InvoiceStatus, by: Side | None) -> None:
    circuit = arcs(invoice.framework, two_validators=_has_two_validators(invoice))
    sides = circuit.get(invoice.status, {}).get(target)
    if sides is None or (by is not None and by not in sides):
        raise IllegalTransitionError(invoice.status, target)
    if target is InvoiceStatus.TO_VALIDATE_1 and invoice.validator_id is None:
        raise ValidatorMissingError
    if target in _WORKS_HOLDERS and party_on(_WORKS_HOLDERS[target], invoice) is None:
        raise WorksPartyMissingError(_WORKS_HOLDERS[target])


def _checked_reason(target: InvoiceStatus, reason: str | None) -> str | None:
    """On one line, None when blank."""
    kept = " ".join(storable(reason or "").split()) or None
    if kept is None and target in REASON_REQUIRED:
        raise ReasonRequiredError(target)
    if len(kept or "") > MAX_REASON:
        raise ReasonTooLongError
    return kept


def _move(invoice: Invoice, target: InvoiceStatus, reason: str | None, comment: str | None) -> None:
    at = now()
    delay = answer_delay(target, invoice.framework)
    invoice.status, invoice.status_since = target, at
    invoice.answer_by = at + delay if delay else None
    invoice.reason = reason if target.explained else None
    invoice.comment = comment if target.explained else None
    invoice.acknowledged_at = None
    if target is InvoiceStatus.DEPOSITED and invoice.deposited_at is None:
        invoice.deposited_at = at


def _step(invoice: Invoice, actor: str, reason: str | None, comment: str | None) -> InvoiceStep:
    return InvoiceStep(
        invoice_id=invoice.id,
        status=invoice.status,
        at=invoice.status_since,
        actor=actor,
        reason=reason,
        comment=comment,
    )


async def _tell(
    session: AsyncSession, invoice: Invoice, reason: str | None, user_id: int | None
) -> None:
    side = told_side(invoice.status, invoice.framework)
    structure_id = party_on(side, invoice) if side else None
    space = told_in(side, invoice.framework) if side else None
    if structure_id is None or space is None:
        return
    told = await LifecycleRepository(session).list_users(structure_id, space)
    why = f" Motif : {reason}." if reason else ""
    await notify(
        session,
        (user for user in told if user != user_id),
        kind="invoice_status",
        subject=subject_of(invoice),
        text=f"La facture {invoice.number} est à l’état « {invoice.status.label} ».{why}",
    )


def _has_two_validators(invoice: Invoice) -> bool:
    return invoice.second_validator_id is not None
