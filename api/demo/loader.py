"""Puts the demonstration data into the tables, once: what is there already is left alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.demo.data.engagements import DEMO_ENGAGEMENTS, DemoEngagement
from api.demo.data.flows import DEMO_FLOWS
from api.demo.data.invoices import DEMO_INVOICES
from api.demo.data.sollicitations import DEMO_SOLLICITATIONS
from api.demo.data.structures import (
    DEMO_STRUCTURES,
    DemoService,
    DemoStructure,
)
from api.demo.data.users import DEMO_USERS, DemoUser
from api.demo.data.waiting import DEMO_REQUESTS, demo_accords
from api.demo.flow_loader import load_flows
from api.demo.invoice_loader import load_invoices
from api.demo.request_loader import load_requests
from api.demo.sollicitation_loader import load_sollicitations
from api.domain.plain_text import compact
from api.domain.rights import RattachementState
from api.domain.structures import PUBLIC_INVOICES_SERVICE, PUBLIC_INVOICES_SERVICE_NAME
from api.models.engagement import Engagement
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
    requests: int = 0
    sollicitations: int = 0

    @property
    def nothing(self) -> bool:
        return self == Loaded()


async def load_demonstration(session: AsyncSession) -> Loaded:
    """Add what is missing. The parts of a row (services, rights, history) come only with it, so
    that what somebody changed or removed since is neither overwritten nor brought back.
    """
    loaded = Loaded()
    sirets = await _load_structures(session, DEMO_STRUCTURES, loaded)
    await _load_users(session, DEMO_USERS, sirets, loaded)
    invoices = (*DEMO_INVOICES, *demo_accords(now()))
    loaded.invoices = await load_invoices(session, invoices, sirets)
    await _load_engagements(session, DEMO_ENGAGEMENTS, sirets, loaded)
    loaded.flows = await load_flows(session, DEMO_FLOWS, sirets)
    loaded.requests = await load_requests(session, DEMO_REQUESTS, sirets)
    loaded.sollicitations = await load_sollicitations(session, DEMO_SOLLICITATIONS, sirets)
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
        spaces=[OpenSpace(space=space) for space in item.spaces],
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
    return User(login=item.login, name=item.name, email=item.email, rattachements=[rattachement])
