"""A portal with everybody around one invoice, and the requests they send."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from httpx import AsyncClient, Response

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import Space
from api.models.structure import Service, Structure
from api.portal.tests.builders import PortalBuilder, bearer

_keys = count(1)


@dataclass(frozen=True, slots=True)
class Cast:
    """`anne` supplies, `rita` receives, `vera` validates first and `vito` second; `mona` is the
    maîtrise d'œuvre, `olga` the maîtrise d'ouvrage; `stan` is a stranger, and `paul` belongs to
    the supplier without any space.
    """

    portal: PortalBuilder
    supplier: Structure
    recipient: Structure
    validator: Structure
    second: Structure
    works_manager: Structure
    works_owner: Structure

    async def invoice(self, number: str, status: InvoiceStatus, **columns: Any) -> None:
        await self.portal.invoice(number, self.supplier, self.recipient, status=status, **columns)

    async def to_validate(
        self,
        number: str,
        *,
        second: bool = False,
        status: InvoiceStatus = InvoiceStatus.TO_VALIDATE_1,
        **columns: Any,
    ) -> None:
        """Waiting for the first validator."""
        wanted: dict[str, Any] = {
            "framework": BillingFramework.A9,
            "validator_id": self.validator.id,
            "second_validator_id": self.second.id if second else None,
        }
        await self.invoice(number, status, **wanted | columns)

    async def works(
        self,
        number: str,
        status: InvoiceStatus,
        framework: BillingFramework = BillingFramework.A4,
        **columns: Any,
    ) -> None:
        """A works document, which names both its MOE and its MOA."""
        wanted: dict[str, Any] = {
            "framework": framework,
            "works_manager_id": self.works_manager.id,
            "works_owner_id": self.works_owner.id,
            "service_code": "DC",
            "engagement": "E1",
        }
        await self.invoice(number, status, **wanted | columns)


async def cast_of(portal: PortalBuilder) -> Cast:
    """The recipient wants a service and an engagement; its service OLD is closed."""
    supplier = await portal.supplier("anne")
    services = [
        Service(code="DC", name="Collèges"),
        Service(code="OLD", name="Ancien service", active=False),
    ]
    recipient = await portal.structure(
        "Le département", public=True, service_code=True, engagement=True, services=services
    )
    validator = await portal.structure("Le titulaire")
    second = await portal.structure("Le mandataire")
    stranger = await portal.structure("Une autre entreprise", public=True)
    works_manager = await portal.structure("Le maître d’œuvre")
    works_owner = await portal.structure("Le maître d’ouvrage", public=True)
    every = (
        Space.ISSUED_INVOICES,
        Space.RECEIVED_INVOICES,
        Space.INVOICES_TO_VALIDATE,
        Space.WORKS_INVOICES,
    )
    await portal.user("mona", works_manager, Space.WORKS_INVOICES)
    await portal.user("olga", works_owner, Space.WORKS_INVOICES)
    await portal.user("rita", recipient, Space.RECEIVED_INVOICES)
    await portal.user("vera", validator, Space.INVOICES_TO_VALIDATE)
    await portal.user("vito", second, Space.INVOICES_TO_VALIDATE)
    await portal.user("stan", stranger, *every)
    await portal.user("paul", supplier)
    return Cast(portal, supplier, recipient, validator, second, works_manager, works_owner)


async def post(
    client: AsyncClient,
    login: str,
    action: str,
    body: dict[str, Any] | None = None,
    *,
    number: str = "F1",
    key: str | None = None,
    **params: str,
) -> Response:
    """A new key each time, unless one is given."""
    headers = bearer(login) | {"Idempotency-Key": key or f"key-{next(_keys)}"}
    url = f"/portal/v1/invoices/{number}/{action}"
    return await client.post(url, json=body or {}, headers=headers, params=params)


async def read(client: AsyncClient, login: str, what: str = "", number: str = "F1") -> Response:
    suffix = f"/{what}" if what else ""
    return await client.get(f"/portal/v1/invoices/{number}{suffix}", headers=bearer(login))
