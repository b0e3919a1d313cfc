"""Reads what a search needs of structures, and what changed of it."""

from collections.abc import AsyncIterator, Collection, Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.directory_search.entry import Entry
from api.models.directory_change import DirectoryChange
from api.models.structure import Structure

_AT_ONCE = 1_000  # rows read and indexed between two turns of the event loop
_COLUMNS = (
    Structure.id,
    Structure.siret,
    Structure.name,
    Structure.aliases,
    Structure.town,
    Structure.postcode,
    Structure.non_diffusible,
)


class DirectoryRepository:
    """Public structures for everybody; the private ones only by `private_among`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last_change(self) -> int:
        """0 as long as nothing was ever noted."""
        return await self._session.scalar(select(func.max(DirectoryChange.number))) or 0

    async def changed_since(self, number: int) -> Sequence[int | None]:
        """Ids of the structures that changed after that change; None stands for any of them."""
        statement = select(DirectoryChange.structure_id).where(DirectoryChange.number > number)
        return (await self._session.scalars(statement)).all()

    async def all_public(self) -> AsyncIterator[Sequence[Entry]]:
        """Oldest first, part by part."""
        statement = _public().order_by(Structure.id).execution_options(yield_per=_AT_ONCE)
        rows = await self._session.stream(statement)
        async for part in rows.partitions():
            yield [_entry(row) for row in part]

    async def public_among(self, ids: Collection[int]) -> Sequence[Entry]:
        """Oldest first, as `all_public`: entries that fit as well are shown in that order."""
        public = _public().where(Structure.id.in_(ids)).order_by(Structure.id)
        rows = await self._session.execute(public)
        return [_entry(row) for row in rows]

    async def private_among(self, ids: Collection[int]) -> Sequence[Entry]:
        if not ids:
            return []
        private = select(*_COLUMNS).where(Structure.public.is_(False), Structure.id.in_(ids))
        rows = await self._session.execute(private.order_by(Structure.id))
        return [_entry(row) for row in rows]


def _public() -> Select[int, str, str, list[str], str | None, str | None, bool]:
    return select(*_COLUMNS).where(Structure.public.is_(True))


def _entry(row: Row[int, str, str, list[str], str | None, str | None, bool]) -> Entry:
    key, siret, name, aliases, town, postcode, hidden = row
    address = ("", "") if hidden else (town or "", postcode or "")
    return Entry(key, siret, (name, *aliases), *address)
