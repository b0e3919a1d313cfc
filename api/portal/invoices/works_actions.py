"""What the titulaire, the maîtrise d'œuvre and the maîtrise d'ouvrage do with works documents."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.domain.invoice_actions import OfferedAction, acting_sides
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.works_circuit import CHOSEN_STATUSES, NextDocument
from api.domain.works_documents import depositor_of, holder_of, type_of
from api.models.invoice import Invoice
from api.portal.errors import UnknownInvoiceStatusError
from api.portal.invoices.acting import actor_name, shown
from api.portal.invoices.action_repository import ActionRepository
from api.portal.invoices.errors import IllegalTransitionError
from api.portal.invoices.lifecycle import change_status, route, send
from api.portal.invoices.named import InvoiceName, hold, look
from api.portal.invoices.parties import (
    checked_number,
    find_other_party,
    find_party,
    refuse_taken_number,
    require_parties,
)
from api.portal.invoices.readdressing import kept_or_new
from api.portal.invoices.routing_check import checked_service
from api.portal.invoices.schemas import InvoiceRead
from api.portal.invoices.sides import party_on, sides_of
from api.portal.invoices.situation import situation_of
from api.portal.invoices.works_errors import NoWorksDocumentError, PartyNamedError
from api.portal.invoices.works_repository import WorksRepository
from api.portal.invoices.works_schemas import (
    WorksAnswerRequest,
    WorksLinkRead,
    WorksPartyRequest,
    WorksRead,
    WorksStatusRequest,
)
from api.portal.schemas import Coded, StructureRef


async def set_status(
    session: AsyncSession, name: InvoiceName, wanted: WorksStatusRequest, reader: Reader
) -> InvoiceRead:
    """Take a document into account, refuse it, or say that one is not the right party.

    Raises:
        UnknownInvoiceStatusError: no code of the portal.
        ChoraleError: as `hold` and `change_status`.
    """
    target = _parsed(wanted.status)
    invoice = await hold(session, name, reader, OfferedAction.SET_WORKS_STATUS)
    situation, sides = situation_of(invoice), sides_of(invoice, reader)
    able = [side for side in sides if target in situation.works_targets(side)]
    if target not in CHOSEN_STATUSES or not able:
        raise IllegalTransitionError(invoice.status, target)
    await change_status(
        session,
        invoice,
        target,
        actor=await actor_name(session, invoice, able[0], reader),
        reason=wanted.reason,
        comment=wanted.comment,
        user_id=reader.user_id,
        by=able[0],
    )
    return await shown(session, invoice, reader)


async def answer(
    session: AsyncSession, name: InvoiceName, wanted: WorksAnswerRequest, reader: Reader
) -> InvoiceRead:
    """Deposit the document that follows; the present one is linked, replaced or copied at once.

    Raises:
        NumberRefusedError, NumberTakenError: the number of the new document.
        RoutingError: the payer would refuse it.
        PartyUnknownError, PartyIsSupplierError, PartyNamedError, WorksPartyMissingError: who will
            have to answer in turn.
        ChoraleError: as `hold` and `change_status`.
    """
    number = checked_number(wanted.number)
    invoice = await hold(session, name, reader, OfferedAction.ANSWER_WORKS)
    situation = situation_of(invoice)
    (side, *_) = acting_sides(OfferedAction.ANSWER_WORKS, situation, sides_of(invoice, reader))
    following = situation.next_document(side)
    assert following is not None  # `hold` found that it is possible
    actor = await actor_name(session, invoice, side, reader)
    document = await _new_document(session, invoice, following, number, wanted)
    await _name_missing(session, document, wanted)
    await WorksRepository(session, reader).add(document)
    for target in following.steps:
        await change_status(session, invoice, target, actor=actor, user_id=reader.user_id, by=side)
    await send(session, document, actor=actor, user_id=reader.user_id, comment=wanted.comment)
    return await shown(session, document, reader)


async def correct_party(
    session: AsyncSession, name: InvoiceName, wanted: WorksPartyRequest, reader: Reader
) -> InvoiceRead:
    """Name another MOE, or another MOA, in the place of one who was wrongly named.

    Raises:
        PartyUnknownError, PartyUnchangedError: nobody who may be named.
        ChoraleError: as `hold` and `change_status`.
    """
    invoice = await hold(session, name, reader, OfferedAction.CORRECT_WORKS_PARTY)
    holder, depositor = holder_of(invoice.framework), depositor_of(invoice.framework)
    party = await find_other_party(
        session, wanted.siret, party_on(holder, invoice), supplier_id=invoice.supplier_id
    )
    if holder is Side.WORKS_MANAGER:
        invoice.works_manager_id = party.id
    else:
        invoice.works_owner_id = party.id
    await change_status(
        session,
        invoice,
        InvoiceStatus.DEPOSITED,
        actor=await actor_name(session, invoice, depositor, reader),
        comment=wanted.comment,
        user_id=reader.user_id,
        by=depositor,
    )
    await route(session, invoice)
    return await shown(session, invoice, reader)


async def read_works(session: AsyncSession, name: InvoiceName, *, reader: Reader) -> WorksRead:
    """Raises NoWorksDocumentError, and what `look` raises."""
    invoice = await look(session, name, reader)
    kind = type_of(invoice.framework)
    if kind is None:
        raise NoWorksDocumentError
    repository = WorksRepository(session, reader)
    previous = await repository.find_previous(invoice)
    moe = await repository.find_structure(invoice.works_manager_id)
    moa = await repository.find_structure(invoice.works_owner_id)
    return WorksRead(
        number=invoice.number,
        year=invoice.year,
        document=Coded.of(kind, kind),
        framework=Coded.of(invoice.framework, invoice.framework),
        depositor=depositor_of(invoice.framework),
        holder=holder_of(invoice.framework),
        supplier=StructureRef.model_validate(invoice.supplier),
        moe=StructureRef.model_validate(moe) if moe else None,
        moa=StructureRef.model_validate(moa) if moa else None,
        recipient=StructureRef.model_validate(invoice.recipient),
        previous=_link(previous) if previous else None,
        following=[_link(item) for item in await repository.list_following(invoice)],
        as_of=clock.now(),
    )


async def _new_document(
    session: AsyncSession,
    answered: Invoice,
    following: NextDocument,
    number: str,
    wanted: WorksAnswerRequest,
) -> Invoice:
    """A draft, issued today, with the parties and references of the one that it answers.

    Its amount without tax and its VAT are known only where the amount is the same.
    """
    today = clock.today()
    await refuse_taken_number(session, number, answered.supplier_id, today.year)
    recipient = await ActionRepository(session).find_recipient(answered.recipient.siret)
    service = kept_or_new(wanted.service_code, answered.service_code)
    engagement = kept_or_new(wanted.engagement, answered.engagement)
    same = wanted.amount_cents in (None, answered.amount_cents)
    return Invoice(
        number=number,
        issued_on=today,
        supplier_id=answered.supplier_id,
        supplier=answered.supplier,
        recipient=answered.recipient,
        framework=following.framework,
        service_code=checked_service(recipient, service, engagement),
        engagement=engagement,
        market=answered.market,
        amount_cents=answered.amount_cents if wanted.amount_cents is None else wanted.amount_cents,
        excl_tax_cents=answered.excl_tax_cents if same else None,
        tax_cents=answered.tax_cents if same else None,
        due_cents=answered.due_cents if same else None,
        vat=answered.vat if same else None,
        currency=answered.currency,
        payment_means=answered.payment_means,
        document_type=answered.document_type,
        works_manager_id=answered.works_manager_id,
        works_owner_id=answered.works_owner_id,
        previous_id=answered.id,
        status=InvoiceStatus.DRAFT,
        status_since=clock.now(),
        steps=[],
    )


async def _name_missing(
    session: AsyncSession, document: Invoice, wanted: WorksAnswerRequest
) -> None:
    """The parties that the answered document did not name; those that it named stay."""
    document.works_manager_id = await _named(
        session, document, document.works_manager_id, wanted.moe_siret
    )
    document.works_owner_id = await _named(
        session, document, document.works_owner_id, wanted.moa_siret
    )
    require_parties(document)


async def _named(
    session: AsyncSession, document: Invoice, present_id: int | None, siret: str | None
) -> int | None:
    if not siret:
        return present_id
    party = await find_party(session, siret, supplier_id=document.supplier_id)
    if present_id not in {None, party.id}:
        raise PartyNamedError
    return party.id


def _link(invoice: Invoice) -> WorksLinkRead:
    return WorksLinkRead(
        number=invoice.number,
        year=invoice.year,
        framework=Coded.of(invoice.framework, invoice.framework),
        status=Coded.of(invoice.status, invoice.status),
        amount=invoice.amount_cents,
    )


def _parsed(code: str) -> InvoiceStatus:
    try:
        return InvoiceStatus(compact(code))
    except ValueError as error:
        raise UnknownInvoiceStatusError(code) from error
