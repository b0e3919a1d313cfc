"""Sending a draft; a validator who was wrongly named; sending again what a validator sent back.

What « correct and resubmit » covers after a refusal is sourced nowhere in detail: here the
validator, the recipient, its service and the engagement, under the same number.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_actions import WRONG_VALIDATOR, OfferedAction, acting_sides
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus
from api.domain.reader import Reader
from api.models.invoice import Invoice
from api.portal.invoices.acting import actor_name, shown
from api.portal.invoices.action_schemas import CommentRequest
from api.portal.invoices.lifecycle import change_status
from api.portal.invoices.lifecycle import send as send_on
from api.portal.invoices.lifecycle_repository import LifecycleRepository
from api.portal.invoices.named import InvoiceName, hold
from api.portal.invoices.parties import (
    checked_number,
    find_other_party,
    find_party,
    require_parties,
    require_validators,
)
from api.portal.invoices.readdressing import readdress
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.sending_schemas import ResubmitRequest, SendRequest
from api.portal.invoices.sides import party_on, sides_of
from api.portal.invoices.situation import situation_of
from api.portal.invoices.works_errors import CorrectionNotYoursError, PartyUnchangedError


async def send(
    session: AsyncSession, name: InvoiceName, wanted: SendRequest, reader: Reader
) -> InvoiceRead:
    """Send a draft to its validator, to the MOE or MOA, or to its recipient.

    Raises:
        NumberRefusedError, RoutingError, PartyUnknownError: as for an invoice that comes by a flow.
        ChoraleError: as `hold` and `change_status`.
    """
    invoice = await hold(session, name, reader, OfferedAction.SEND)
    checked_number(invoice.number)
    await _name_parties(session, invoice, wanted)
    await readdress(session, invoice, ResubmitRequest())
    await send_on(
        session,
        invoice,
        actor=await LifecycleRepository(session).user_name(reader.user_id),
        user_id=reader.user_id,
        comment=wanted.comment,
    )
    return await shown(session, invoice, reader)


async def resubmit(
    session: AsyncSession, name: InvoiceName, wanted: ResubmitRequest, reader: Reader
) -> InvoiceRead:
    """Send again what a validator refused, or what named the wrong one.

    Raises:
        PartyUnknownError, PartyUnchangedError, PartyIsSupplierError, ValidatorsAlikeError: nobody
            who may be named in the place of another.
        CorrectionNotYoursError: more than his own naming, from the first validator.
        ChoraleError: as `hold`, `readdress` and `change_status`.
    """
    invoice = await hold(session, name, reader, OfferedAction.RESUBMIT)
    situation = situation_of(invoice)
    (side, *_) = acting_sides(OfferedAction.RESUBMIT, situation, sides_of(invoice, reader))
    if side is Side.VALIDATOR and wanted.corrects_routing:
        raise CorrectionNotYoursError
    await _rename_validator(session, invoice, wanted.validator_siret, side)
    if side is Side.SUPPLIER:
        await readdress(session, invoice, wanted)
    first = side is Side.SUPPLIER
    await change_status(
        session,
        invoice,
        InvoiceStatus.TO_VALIDATE_1 if first else InvoiceStatus.TO_VALIDATE_2,
        actor=await actor_name(session, invoice, side, reader),
        comment=wanted.comment,
        user_id=reader.user_id,
        by=side,
    )
    return await shown(session, invoice, reader)


async def report_validator(
    session: AsyncSession, name: InvoiceName, wanted: CommentRequest, reader: Reader
) -> InvoiceRead:
    """As a validator, say that one is not the right one: who named him corrects it."""
    invoice = await hold(session, name, reader, OfferedAction.REPORT_VALIDATOR)
    first = invoice.status is InvoiceStatus.TO_VALIDATE_1
    side = Side.VALIDATOR if first else Side.SECOND_VALIDATOR
    await change_status(
        session,
        invoice,
        InvoiceStatus.WRONG_VALIDATOR_BY_SUPPLIER
        if first
        else InvoiceStatus.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
        actor=await actor_name(session, invoice, side, reader),
        comment=wanted.comment,
        user_id=reader.user_id,
        by=side,
    )
    return await shown(session, invoice, reader)


async def _name_parties(session: AsyncSession, invoice: Invoice, wanted: SendRequest) -> None:
    async def found(siret: str) -> int:
        return (await find_party(session, siret, supplier_id=invoice.supplier_id)).id

    if wanted.validator_siret:
        invoice.validator_id = await found(wanted.validator_siret)
    if wanted.moe_siret:
        invoice.works_manager_id = await found(wanted.moe_siret)
    if wanted.moa_siret:
        invoice.works_owner_id = await found(wanted.moa_siret)
    require_validators(invoice)
    require_parties(invoice)


async def _rename_validator(
    session: AsyncSession, invoice: Invoice, siret: str | None, side: Side
) -> None:
    """By the supplier, the first validator; by the first validator, the second."""
    wrong = invoice.status in WRONG_VALIDATOR
    if not siret:
        if wrong:
            raise PartyUnchangedError
        return
    supplier_id = invoice.supplier_id
    named = Side.VALIDATOR if side is Side.SUPPLIER else Side.SECOND_VALIDATOR
    if wrong:
        present_id = party_on(named, invoice)
        party = await find_other_party(session, siret, present_id, supplier_id=supplier_id)
    else:
        party = await find_party(session, siret, supplier_id=supplier_id)
    if named is Side.VALIDATOR:
        invoice.validator_id = party.id
    else:
        invoice.second_validator_id = party.id
    require_validators(invoice)
