"""What a change of status needs from the tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import SILENCE
from api.domain.rights import RattachementState, Space
from api.models.invoice import Invoice
from api.models.structure import Structure
from api.models.user import Rattachement, SpaceSubscription, User

# Ours: how many silences are settled in one transaction.
_BATCH = 200


class LifecycleRepository:
    """Reads without regard to a reader: the portal itself acts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_status(self, invoice_id: int) -> InvoiceStatus | None:
        """The status in the table; the row stays locked until the transaction ends."""
        statement = (
            select(Invoice.status).where(Invoice.id == invoice_id).with_for_update(key_share=True)
        )
        return await self._session.scalar(statement)

    async def list_users(self, structure_id: int, space: Space) -> Sequence[int]:
        """Ids of those who may use `space` for that structure."""
        statement = (
            select(Rattachement.user_id)
            .join(SpaceSubscription, SpaceSubscription.rattachement_id == Rattachement.id)
            .where(
                Rattachement.structure_id == structure_id,
                Rattachement.state == RattachementState.VALIDATED,
                SpaceSubscription.space == space,
            )
        )
        return (await self._session.scalars(statement)).all()

    async def user_name(self, user_id: int) -> str:
        return (
            await self._session.execute(select(User.name).where(User.id == user_id))
        ).scalar_one()

    async def structure_name(self, structure_id: int) -> str:
        statement = select(Structure.name).where(Structure.id == structure_id)
        return (await self._session.execute(statement)).scalar_one()

    async def any_silence(self, at: datetime) -> bool:
        statement = select(exists().where(*_silent(at)))
        return bool(await self._session.scalar(statement))

    async def hold_silent(self, at: datetime) -> Sequence[Invoice]:
        """Some invoices whose delay is over, oldest first, locked; others may hold the rest."""
        statement = (
            select(Invoice)
            .where(*_silent(at))
            .order_by(Invoice.answer_by, Invoice.id)
            .limit(_BATCH)
            .with_for_update(skip_locked=True, key_share=True)
        )
        return (await self._session.scalars(statement)).all()


def _silent(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Invoice.answer_by <= at, Invoice.status.in_(sorted(SILENCE)))
