"""A titulaire, a subcontractor or a cotraitant deposits a works document that answers no other."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.domain.rights import Space
from api.domain.works_documents import WORKS_FRAMEWORKS, depositor_of
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.portal.errors import RattachementNotFoundError
from api.portal.invoices.acting import actor_name, shown
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.errors import RecipientUnknownError
from api.portal.invoices.lifecycle import send
from api.portal.invoices.parties import (
    checked_number,
    find_party,
    refuse_taken_number,
    require_parties,
)
from api.portal.invoices.routing_check import checked_service
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.works_errors import FrameworkRefusedError
from api.portal.invoices.works_repository import WorksRepository
from api.portal.invoices.works_schemas import WorksDepositRequest

_BY_SUPPLIER = frozenset(
    framework for framework in WORKS_FRAMEWORKS if depositor_of(framework) is Side.SUPPLIER
)


async def deposit(
    session: AsyncSession, wanted: WorksDepositRequest, *, reader: Reader
) -> InvoiceRead:
    """The document, issued today and sent to its MOE, its MOA or its payer.

    Raises:
        RattachementNotFoundError: no structure of the reader with « Factures de travaux ».
        FrameworkRefusedError, NumberRefusedError, NumberTakenError, PartyUnknownError,
        PartyIsSupplierError, RoutingError, WorksPartyMissingError: what the document says.
    """
    framework = _framework(wanted.framework)
    number = checked_number(wanted.number)
    supplier = await _own(session, wanted.supplier_siret, reader)
    document = await _document(session, wanted, framework, number, supplier)
    require_parties(document)
    await WorksRepository(session, reader).add(document)
    actor = await actor_name(session, document, Side.SUPPLIER, reader)
    await send(session, document, actor=actor, user_id=reader.user_id, comment=wanted.comment)
    return await shown(session, document, reader)


def _framework(code: str) -> BillingFramework:
    """By its code, or by its number alone: `A4`."""
    wanted = compact(code)
    for framework in _BY_SUPPLIER:
        if wanted in {framework.value, framework.name}:
            return framework
    raise FrameworkRefusedError


async def _own(session: AsyncSession, siret: str, reader: Reader) -> Structure:
    wanted = compact(siret)
    statement = select(Structure).where(
        Structure.siret == wanted,
        Structure.id.in_(sorted(reader.structures_with(Space.WORKS_INVOICES))),
    )
    found = await session.scalar(statement)
    if found is None:
        raise RattachementNotFoundError(wanted)
    return found


async def _document(
    session: AsyncSession,
    wanted: WorksDepositRequest,
    framework: BillingFramework,
    number: str,
    supplier: Structure,
) -> Invoice:
    today = clock.today()
    await refuse_taken_number(session, number, supplier.id, today.year)
    recipient = await ActionRepository(session).find_recipient(compact(wanted.recipient_siret))
    engagement = storable(wanted.engagement or "") or None
    service = checked_service(recipient, storable(wanted.service_code or "") or None, engagement)
    if recipient is None:
        raise RecipientUnknownError
    return Invoice(
        number=number,
        issued_on=today,
        supplier_id=supplier.id,
        supplier=supplier,
        recipient=recipient,
        framework=framework,
        service_code=service,
        engagement=engagement,
        market=storable(wanted.market or "") or None,
        amount_cents=wanted.amount_cents,
        works_manager_id=await _party_id(session, wanted.moe_siret, supplier),
        works_owner_id=await _party_id(session, wanted.moa_siret, supplier),
        status=InvoiceStatus.DRAFT,
        status_since=clock.now(),
        steps=[],
    )


async def _party_id(session: AsyncSession, siret: str | None, supplier: Structure) -> int | None:
    return (await find_party(session, siret, supplier_id=supplier.id)).id if siret else None
