"""An author's own sollicitations, and the counter that numbers them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.sollicitations import SollicitationStatus
from api.models.sollicitation import Sollicitation, SollicitationCounter
from api.models.structure import Structure
from api.models.user import User
from api.portal.sollicitations.authors import Author
from api.portal.sollicitations.holding import loaded
from api.portal.sollicitations.locking import lock_conversation
from api.portal.sollicitations.reading import find_quoted, words_in


class SollicitationRepository:
    """Reads and writes on behalf of who files."""

    def __init__(self, session: AsyncSession, author: Author) -> None:
        self._session = session
        self._author = author
        self._own: ColumnElement[bool] = author.owns()

    async def lock_author(self) -> None:
        """Makes one author's filings follow each other, until the end of the transaction."""
        if self._author.reader is None:
            await lock_conversation(self._session, self._author.conversation_id or "")
            return
        # Weaker than FOR UPDATE: others, who file to him, may notify him meanwhile.
        own = select(User.id).where(User.id == self._author.reader.user_id)
        await self._session.execute(own.with_for_update(key_share=True))

    async def find_by_key(self, idempotency_key: str) -> Sollicitation | None:
        if self._author.reader is None:
            key = Sollicitation.anonymous_key == self.anonymous_key(idempotency_key)
        else:
            key = Sollicitation.idempotency_key == idempotency_key
        return await self._session.scalar(loaded(self._own, key))

    def anonymous_key(self, idempotency_key: str) -> str | None:
        """Null for who has an account."""
        if self._author.reader is not None:
            return None
        return f"{self._author.conversation_id} {idempotency_key}"

    async def find(self, reference: str) -> Sollicitation:
        """Also loosely quoted. Raises SollicitationNotFoundError."""
        return await find_quoted(self._session, reference, self._own)

    async def list_newest(
        self,
        *,
        limit: int,
        offset: int,
        statuses: Collection[SollicitationStatus],
        q: str = "",
    ) -> Sequence[Sollicitation]:
        statement = (
            loaded(*self._among(statuses, q))
            .order_by(Sollicitation.id.desc())
            .limit(limit)
            .offset(offset)
        )
        return (await self._session.scalars(statement)).all()

    async def count(self, statuses: Collection[SollicitationStatus], q: str = "") -> int:
        statement = select(func.count(Sollicitation.id)).where(*self._among(statuses, q))
        return await self._session.scalar(statement) or 0

    async def count_by_status(self) -> Mapping[SollicitationStatus, int]:
        statement = (
            select(Sollicitation.status, func.count(Sollicitation.id))
            .where(self._own)
            .group_by(Sollicitation.status)
        )
        return {row[0]: row[1] for row in await self._session.execute(statement)}

    async def find_own_structure(self, siret: str) -> Structure | None:
        if self._author.reader is None:
            return None
        own = sorted(self._author.reader.structure_ids)
        statement = select(Structure).where(Structure.siret == siret, Structure.id.in_(own))
        return await self._session.scalar(statement)

    async def find_public(self, siret: str) -> Structure | None:
        statement = select(Structure).where(Structure.siret == siret, Structure.public)
        return await self._session.scalar(statement)

    async def next_number(self, year: int) -> int:
        """1, 2, 3… in that year; the row stays locked, so that no number is given twice."""
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(SollicitationCounter)
            .values(year=year, last=1)
            .on_conflict_do_update(
                index_elements=[SollicitationCounter.year],
                set_={"last": SollicitationCounter.last + 1},
            )
            .returning(SollicitationCounter.last)
        )
        return (await self._session.execute(statement)).scalar_one()

    async def add(self, sollicitation: Sollicitation) -> None:
        self._session.add(sollicitation)
        await self._session.flush()

    async def remove(self, sollicitation: Sollicitation) -> None:
        await self._session.delete(sollicitation)
        await self._session.flush()

    def _among(
        self, statuses: Collection[SollicitationStatus], q: str
    ) -> Sequence[ColumnElement[bool]]:
        return [self._own, Sollicitation.status.in_(list(statuses)), *words_in(q)]
