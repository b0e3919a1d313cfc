"""Rows of the portal with sensible values; a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from httpx import AsyncClient

from api.core.db import Database
from api.core.tokens import mint_on_behalf, sign_identity
from api.domain.billing_framework import BillingFramework
from api.domain.invoice_status import InvoiceStatus
from api.domain.rights import RattachementState, Role, Space
from api.models.base import Base
from api.models.invoice import Invoice, InvoiceStep
from api.models.structure import OpenSpace, Service, Structure
from api.models.user import Rattachement, SpaceSubscription, User

FIRST_DAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRST_ISSUE = FIRST_DAY.date()


class PortalBuilder:
    """Saves rows into the database of the running application."""

    def __init__(self, client: AsyncClient) -> None:
        self._database: Database = client.app.state.database  # type: ignore[attr-defined]
        self._sirets = count(10_000_000_000_001)

    async def structure(
        self,
        name: str = "Une structure",
        *,
        siret: str | None = None,
        public: bool = False,
        aliases: Sequence[str] = (),
        service_code: bool = False,
        engagement: bool = False,
        either: bool = False,
        services: Sequence[Service] = (),
        spaces: Sequence[Space] = (),
        payment_status_returned: bool = True,
    ) -> Structure:
        structure = Structure(
            siret=siret or str(next(self._sirets)),
            name=name,
            public=public,
            aliases=list(aliases),
            service_code_required=service_code,
            engagement_required=engagement,
            either_required=either,
            services=list(services),
            spaces=[OpenSpace(space=space) for space in spaces],
            payment_status_returned=payment_status_returned,
        )
        return await self._save(structure)

    async def user(
        self,
        login: str,
        structure: Structure | None = None,
        *spaces: Space,
        name: str = "",
        role: Role = Role.SIMPLE_USER,
        state: RattachementState = RattachementState.VALIDATED,
    ) -> User:
        rattachements = [
            Rattachement(
                structure_id=structure.id,
                role=role,
                state=state,
                subscriptions=[SpaceSubscription(space=space) for space in spaces],
            )
            for structure in ([structure] if structure else [])
        ]
        return await self._save(
            User(login=login, name=name or login.title(), rattachements=rattachements)
        )

    async def supplier(self, login: str = "anne") -> Structure:
        """A supplier's structure, and its user who may read its invoices, of works as well."""
        structure = await self.structure(f"Entreprise de {login}")
        spaces = (Space.ISSUED_INVOICES, Space.WORKS_INVOICES)
        await self.user(login, structure, *spaces, role=Role.PRINCIPAL_MANAGER)
        return structure

    async def invoice(
        self,
        number: str,
        supplier: Structure,
        recipient: Structure | None = None,
        *,
        status: InvoiceStatus = InvoiceStatus.AVAILABLE,
        amount_cents: int = 120_00,
        reason: str | None = None,
        comment: str | None = None,
        day: int = 0,
        issued_on: date = FIRST_ISSUE,
        steps: Sequence[InvoiceStep] = (),
        framework: BillingFramework = BillingFramework.A1,
        **columns: Any,
    ) -> Invoice:
        """`day` counts from `FIRST_DAY` to the day the invoice reached its state; `columns` are
        any others of the table.
        """
        recipient = recipient or await self.structure("Une mairie", public=True)
        invoice = Invoice(
            number=number,
            issued_on=issued_on,
            supplier_id=supplier.id,
            recipient_id=recipient.id,
            framework=framework,
            amount_cents=amount_cents,
            status=status,
            status_since=FIRST_DAY + timedelta(days=day),
            reason=reason,
            comment=comment,
            deposited_at=None if status is InvoiceStatus.DRAFT else FIRST_DAY,
            steps=list(steps),
            **columns,
        )
        return await self._save(invoice)

    async def _save[Row: Base](self, row: Row) -> Row:
        async with self._database.new_session.begin() as session:
            session.add(row)
        return row


def bearer(login: str) -> dict[str, str]:
    """Headers of a user whose host portal signed the identity."""
    return {"Authorization": f"Bearer {sign_identity(login, login)}"}


def anonymous() -> dict[str, str]:
    """Headers with which the actions ask during an anonymous conversation."""
    return {"Authorization": f"Bearer {mint_on_behalf(None, 'a-conversation')}"}


def on_behalf(login: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {mint_on_behalf(login, 'a-conversation')}"}
