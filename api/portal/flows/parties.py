"""The structures that an invoice of a flow names, as far as the depositor may name them."""

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.domain.identifiers import IdentifierType
from api.domain.invoice_document import Party, ReadInvoice
from api.domain.plain_text import compact, storable
from api.domain.reader import Reader
from api.domain.rights import Space
from api.models.engagement import Engagement
from api.models.invoice import Invoice
from api.models.structure import Structure


class PartyRepository:
    """Looks structures up on behalf of the depositor."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    async def own(self, party: Party, space: Space) -> Structure | None:
        """One of the structures for which the reader holds `space`; nothing else, ever."""
        kind = _kind_of(party)
        if kind is None:
            return None
        statement = select(Structure).where(
            Structure.id.in_(sorted(self._reader.structures_with(space))),
            Structure.siret == compact(party.identifier or ""),
            Structure.identifier_type == kind,
        )
        return await self._session.scalar(statement)

    async def recipient(self, party: Party) -> Structure | None:
        """A public structure of the directory, with its services."""
        if _kind_of(party) is not IdentifierType.SIRET:
            return None
        statement = (
            select(Structure)
            .where(Structure.public, Structure.siret == compact(party.identifier or ""))
            .where(Structure.identifier_type == IdentifierType.SIRET)
            .options(selectinload(Structure.services))
        )
        return await self._session.scalar(statement)

    async def is_taken(self, read: ReadInvoice, supplier: Structure | None) -> bool:
        """Whether the supplier used this number for another invoice of the same year."""
        if supplier is None or read.issued_on is None or not read.number:
            return False
        same = exists().where(
            Invoice.supplier_id == supplier.id,
            Invoice.number_key == compact(read.number),
            Invoice.year == read.issued_on.year,
        )
        return bool(await self._session.scalar(select(same)))

    async def validator_id(
        self, read: ReadInvoice, supplier: Structure, recipient: Structure
    ) -> int | None:
        """The holder of the engagement or market that a subcontractor's invoice names.

        Derived: files have no place for the validator. Null when the directory of engagements
        does not tell a single other supplier.
        """
        conditions = [Engagement.recipient_id == recipient.id]
        if read.engagement:
            conditions.append(Engagement.number_key == compact(read.engagement))
        elif read.market:
            conditions.append(func.upper(Engagement.market) == storable(read.market).upper())
        else:
            return None
        conditions.append(Engagement.supplier_id != supplier.id)
        holders = select(Engagement.supplier_id).where(*conditions).distinct().limit(2)
        found = (await self._session.scalars(holders)).all()
        return found[0] if len(found) == 1 else None


def _kind_of(party: Party) -> IdentifierType | None:
    """A file that tells no type speaks of a SIRET; one that tells an unknown type, of nothing."""
    try:
        return IdentifierType(party.identifier_type or IdentifierType.SIRET)
    except ValueError:
        return None
