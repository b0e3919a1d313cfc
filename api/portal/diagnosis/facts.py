"""From the tables to what a diagnosis reads."""

from collections.abc import Sequence

from api.domain.invoice_diagnosis.facts import (
    InvoiceFacts,
    KnownEngagement,
    KnownService,
    PastStep,
    Recipient,
    Sibling,
)
from api.domain.invoice_status import InvoiceStatus
from api.domain.structures import StructureState
from api.models.engagement import Engagement
from api.models.invoice import Invoice, InvoiceStep
from api.models.structure import Service, Structure
from api.portal.diagnosis.repository import CREDIT_NOTE, SurroundingsRepository


async def read_facts(repository: SurroundingsRepository, invoice: Invoice) -> InvoiceFacts:
    """The invoice with its history, and all its surroundings."""
    recipient = _recipient(
        invoice.recipient, await repository.list_services(), await repository.list_siblings()
    )
    validator = await repository.find_name(_validator_of(invoice))
    engagements = await repository.list_engagements()
    return _facts(invoice, recipient, invoice.steps, engagements, validator)


def facts_in_short(invoice: Invoice) -> InvoiceFacts:
    """What is enough to know its kind and its delay, without reading anything more."""
    return _facts(invoice, _recipient(invoice.recipient, (), ()), (), (), None)


def _validator_of(invoice: Invoice) -> int | None:
    second = invoice.status in {InvoiceStatus.TO_VALIDATE_2, InvoiceStatus.REFUSED_2}
    return invoice.second_validator_id if second else invoice.validator_id


def _facts(
    invoice: Invoice,
    recipient: Recipient,
    steps: Sequence[InvoiceStep],
    engagements: Sequence[Engagement],
    validator_name: str | None,
) -> InvoiceFacts:
    explained = invoice.status.explained
    return InvoiceFacts(
        number=invoice.number,
        framework=invoice.framework,
        supplier_name=invoice.supplier.name,
        recipient=recipient,
        amount_cents=invoice.amount_cents,
        currency=invoice.currency,
        status=invoice.status,
        status_since=invoice.status_since,
        deposited_at=invoice.deposited_at,
        service_code=invoice.service_code,
        engagement=invoice.engagement,
        market=invoice.market,
        reason=invoice.reason if explained else None,
        comment=invoice.comment if explained else None,
        validator_name=validator_name,
        rejection_acknowledged=invoice.acknowledged_at is not None,
        credit_note=invoice.document_type == CREDIT_NOTE,
        steps=[PastStep(step.status, step.at) for step in steps],
        engagements=[_engagement(item) for item in engagements],
    )


def _recipient(
    structure: Structure, services: Sequence[Service], siblings: Sequence[Structure]
) -> Recipient:
    return Recipient(
        siret=structure.siret,
        name=structure.name,
        active=structure.state is StructureState.ACTIVE,
        requires=structure.requires,
        recipient_type=structure.recipient_type,
        payment_status_returned=structure.payment_status_returned,
        services=[_service(item) for item in services],
        siblings=[Sibling(item.siret, item.name) for item in siblings],
    )


def _service(service: Service) -> KnownService:
    return KnownService(
        service.code,
        service.name,
        active=service.active,
        engagement_required=service.engagement_required,
        valid_from=service.valid_from,
        valid_until=service.valid_until,
    )


def _engagement(engagement: Engagement) -> KnownEngagement:
    return KnownEngagement(engagement.number, engagement.service_code, engagement.market)
