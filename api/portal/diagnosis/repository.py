"""What a diagnosis needs besides the invoice, and the invoices that call for one."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, joinedload

from api.domain.identifiers import IdentifierType
from api.domain.invoice_diagnosis.kind import COUNTED, FROM_DEPOSIT, RETURNED
from api.domain.invoice_transitions import Side
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.recipient_type import RecipientType
from api.domain.structures import StructureState
from api.models.engagement import Engagement
from api.models.invoice import Invoice
from api.models.structure import Service, Structure
from api.portal.invoices.sides import seen_as

# Ours: a body of more budgets than these is no longer a list to choose from.
_MAX_SIBLINGS = 20
_MAX_ENGAGEMENTS = 500
_SIREN, _SIRET = 9, 14
# UNTDID 1001, as the tables keep it.
CREDIT_NOTE = "381"

type Deadlines = Mapping[RecipientType, datetime]


class SurroundingsRepository:
    """Of an invoice that its caller may see: nothing here is asked for by its caller's words."""

    def __init__(self, session: AsyncSession, invoice: Invoice) -> None:
        self._session = session
        self._invoice = invoice

    async def list_services(self) -> Sequence[Service]:
        statement = (
            select(Service)
            .where(Service.structure_id == self._invoice.recipient_id)
            .order_by(Service.code)
        )
        return (await self._session.scalars(statement)).all()

    async def list_engagements(self) -> Sequence[Engagement]:
        """Those of this supplier, and the one of this very number if its supplier is not told."""
        unnamed = and_(
            Engagement.supplier_id.is_(None), Engagement.number_key == self._engagement_key()
        )
        statement = (
            select(Engagement)
            .where(
                Engagement.recipient_id == self._invoice.recipient_id,
                or_(Engagement.supplier_id == self._invoice.supplier_id, unnamed),
            )
            .order_by(Engagement.id.desc())
            .limit(_MAX_ENGAGEMENTS)
        )
        return (await self._session.scalars(statement)).all()

    async def list_siblings(self) -> Sequence[Structure]:
        """The other active public structures of the recipient's SIREN."""
        siret = self._invoice.recipient.siret
        if len(siret) != _SIRET or not siret.isdigit():
            return ()
        siren = siret[:_SIREN]
        statement = (
            select(Structure)
            .where(
                Structure.siret.between(f"{siren}00000", f"{siren}99999"),
                Structure.siret != siret,
                Structure.identifier_type == IdentifierType.SIRET,
                Structure.public.is_(True),
                Structure.state == StructureState.ACTIVE,
            )
            .order_by(Structure.siret)
            .limit(_MAX_SIBLINGS)
        )
        return (await self._session.scalars(statement)).all()

    async def find_name(self, structure_id: int | None) -> str | None:
        if structure_id is None:
            return None
        return await self._session.scalar(
            select(Structure.name).where(Structure.id == structure_id)
        )

    def _engagement_key(self) -> str:
        return compact(self._invoice.engagement or "")


class ToExplainRepository:
    """The invoices of a reader that came back, or that should have been paid."""

    def __init__(self, session: AsyncSession, reader: Reader, deadlines: Deadlines) -> None:
        self._session = session
        self._wanted = and_(
            or_(seen_as(Side.SUPPLIER, reader), seen_as(Side.RECIPIENT, reader)),
            or_(Invoice.status.in_(sorted(RETURNED)), _overdue(deadlines)),
        )

    async def list_newest(self, *, limit: int, offset: int) -> Sequence[Invoice]:
        statement = (
            select(Invoice)
            .join(Invoice.recipient)
            .where(self._wanted)
            .options(contains_eager(Invoice.recipient), joinedload(Invoice.supplier))
            .order_by(Invoice.status_since.desc(), Invoice.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self) -> int:
        statement = select(func.count(Invoice.id)).join(Invoice.recipient).where(self._wanted)
        return await self._session.scalar(statement) or 0


def _overdue(deadlines: Deadlines) -> ColumnElement[bool]:
    """Deposited before the instant given for its type of client, and owed in euros."""
    late = [
        and_(Structure.recipient_type == kind, Invoice.deposited_at < limit)
        for kind, limit in deadlines.items()
    ]
    return and_(
        Invoice.status.in_(sorted(COUNTED)),
        Invoice.framework.in_(sorted(FROM_DEPOSIT)),
        Invoice.document_type != CREDIT_NOTE,
        Invoice.amount_cents > 0,
        Invoice.currency == "EUR",
        or_(*late),
    )
