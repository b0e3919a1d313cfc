"""Puts the demonstration data into the tables, once: what is there already is left alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.demo.data.engagements import DEMO_ENGAGEMENTS, DemoEngagement
from api.demo.data.flows import DEMO_FLOWS
from api.demo.data.invoices import DEMO_INVOICES, DemoInvoice
from api.demo.data.structures import (
    DEMO_STRUCTURES,
    PUBLIC_SPACES,
    SUPPLIER_SPACES,
    DemoService,
    DemoStructure,
)
from api.demo.data.users import DEMO_USERS, DemoUser
from api.demo.flow_loader import load_flows
from api.domain.plain_text import compact
from api.domain.rights import RattachementState
from api.domain.structures import PUBLIC_INVOICES_SERVICE, PUBLIC_INVOICES_SERVICE_NAME
from api.models.engagement import Engagement
from api.models.invoice import Invoice, InvoiceStep
from api.models.structure import OpenSpace, Service, Structure
from api.models.user import Rattachement, SpaceSubscription, User

_TECHNICAL_SERVICE = DemoService(PUBLIC_INVOICES_SERVICE, PUBLIC_INVOICES_SERVICE_NAME)


@dataclass(slots=True)
class Loaded:
    """How many rows of each kind were added; zeros when everything was there."""

    structures: int = 0
    users: int = 0
    invoices: int = 0
    engagements: int = 0
    flows: int = 0

    @property
    def nothing(self) -> bool:
        counts = (self.structures, self.users, self.invoices, self.engagements, self.flows)
        return not any(counts)


async def load_demonstration(session: AsyncSession) -> Loaded:
    """Add what is missing. The parts of a row (services, rights, history) come only with it, so
    that what somebody changed or removed since is neither overwritten nor brought back.
    """
    loaded = Loaded()
    sirets = await _load_structures(session, DEMO_STRUCTURES, loaded)
    await _load_users(session, DEMO_USERS, sirets, loaded)
    await _load_invoices(session, DEMO_INVOICES, sirets, loaded)
    await _load_engagements(session, DEMO_ENGAGEMENTS, sirets, loaded)
    loaded.flows = await load_flows(session, DEMO_FLOWS, sirets)
    return loaded


async def _load_structures(
    session: AsyncSession, wanted: Iterable[DemoStructure], loaded: Loaded
) -> dict[str, int]:
    """Ids of the demonstration's structures by SIRET, those just added and the others."""
    known = set(await session.scalars(select(Structure.siret)))
    missing = [_structure(item) for item in wanted if item.siret not in known]
    loaded.structures = len(missing)
    for structure in missing:
        session.add(structure)
        await session.flush()  # one by one: ids keep the order of the list
    rows = await session.execute(select(Structure.siret, Structure.id))
    return {row[0]: row[1] for row in rows}


async def _load_users(
    session: AsyncSession, wanted: Iterable[DemoUser], sirets: dict[str, int], loaded: Loaded
) -> None:
    known = set(await session.scalars(select(User.login)))
    missing = [_user(item, sirets[item.siret]) for item in wanted if item.login not in known]
    loaded.users = len(missing)
    for user in missing:
        session.add(user)
        await session.flush()


async def _load_invoices(
    session: AsyncSession, wanted: Iterable[DemoInvoice], sirets: dict[str, int], loaded: Loaded
) -> None:
    for item in wanted:
        supplier_id = sirets[item.supplier]
        same = exists().where(
            Invoice.supplier_id == supplier_id,
            Invoice.number_key == compact(item.number),
            Invoice.year == item.issued_on.year,
        )
        if await session.scalar(select(same)):
            continue
        session.add(_invoice(item, supplier_id, sirets[item.recipient]))
        await session.flush()
        loaded.invoices += 1


async def _load_engagements(
    session: AsyncSession, wanted: Iterable[DemoEngagement], sirets: dict[str, int], loaded: Loaded
) -> None:
    for item in wanted:
        recipient_id = sirets[item.recipient]
        same = exists().where(
            Engagement.recipient_id == recipient_id, Engagement.number_key == compact(item.number)
        )
        if await session.scalar(select(same)):
            continue
        engagement = Engagement(
            number=item.number,
            recipient_id=recipient_id,
            supplier_id=sirets[item.supplier],
            service_code=item.service_code,
            market=item.market,
            amount_cents=item.amount_cents,
        )
        session.add(engagement)
        await session.flush()
        loaded.engagements += 1


def _structure(item: DemoStructure) -> Structure:
    services = (*item.services, _TECHNICAL_SERVICE) if item.public else item.services
    return Structure(
        siret=item.siret,
        name=item.name,
        aliases=list(item.aliases),
        public=item.public,
        service_code_required=item.strict,
        engagement_required=item.strict,
        recipient_type=item.recipient_type,
        services=[_service(service, item) for service in services],
        spaces=[
            OpenSpace(space=space) for space in (PUBLIC_SPACES if item.public else SUPPLIER_SPACES)
        ],
    )


def _service(service: DemoService, owner: DemoStructure) -> Service:
    return Service(
        code=service.code,
        name=service.name,
        active=service.active,
        engagement_required=owner.strict,
    )


def _user(item: DemoUser, structure_id: int) -> User:
    rattachement = Rattachement(
        structure_id=structure_id,
        role=item.role,
        state=RattachementState.VALIDATED,
        subscriptions=[SpaceSubscription(space=space) for space in item.spaces],
    )
    return User(login=item.login, name=item.name, rattachements=[rattachement])


def _invoice(item: DemoInvoice, supplier_id: int, recipient_id: int) -> Invoice:
    last = item.steps[-1]
    return Invoice(
        number=item.number,
        issued_on=item.issued_on,
        supplier_id=supplier_id,
        recipient_id=recipient_id,
        framework=item.framework,
        service_code=item.service_code,
        engagement=item.engagement,
        market=item.market,
        amount_cents=item.amount_cents,
        status=last.status,
        status_since=last.instant,
        reason=item.reason,
        comment=last.comment if last.status.returned_to_supplier else None,
        deposited_at=item.deposited_at,
        steps=[
            InvoiceStep(
                status=step.status,
                at=step.instant,
                actor=step.actor,
                reason=item.reason if step.status.returned_to_supplier else None,
                comment=step.comment,
            )
            for step in item.steps
        ],
    )
