"""The index of the public directory that this process keeps, as fresh as the request that asks."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.directory_search.entry import Entry
from api.domain.directory_search.index import DirectoryIndex
from api.domain.directory_search.search import find
from api.portal.structures.directory_repository import DirectoryRepository

_MANY_CHANGES = 5_000  # to read again one by one; beyond, the whole directory is read


class Directory:
    """Public structures only: those of a reader are given with his question.

    One thread of its own indexes and searches: the event loop goes on meanwhile.
    """

    def __init__(self) -> None:
        self._index = DirectoryIndex()
        self._seen: int | None = None
        self._reading_again = False
        self._refreshing = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="directory")

    async def search(
        self, session: AsyncSession, query: str, own: Sequence[Entry]
    ) -> Sequence[int]:
        """Ids of the structures that `query` may mean, best first; of all when it is blank."""
        await self.refresh(session)
        index = self._index
        return await self._run(lambda: _search(query, index, own))

    async def refresh(self, session: AsyncSession) -> None:
        """Read what changed since the last time; everything, the first time.

        While everything is read again, questions are answered from what was known before.
        """
        if self._reading_again:
            return
        repository = DirectoryRepository(session)
        async with self._refreshing:
            last = await repository.last_change()
            if self._seen is None:
                await self._read_all(repository)
            elif last != self._seen:
                await self._read_changes(repository, self._seen)
            self._seen = last

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _read_all(self, repository: DirectoryRepository) -> None:
        index = DirectoryIndex()
        self._reading_again = self._seen is not None
        try:
            async for entries in repository.all_public():
                await self._run(lambda part=entries: index.put_all(part))
        finally:
            self._reading_again = False
        self._index = index

    async def _read_changes(self, repository: DirectoryRepository, seen: int) -> None:
        changed = await repository.changed_since(seen)
        too_many = len(changed) > _MANY_CHANGES or self._index.is_sparse
        if None in changed or too_many:
            await self._read_all(repository)
            return
        ids = [key for key in changed if key is not None]
        entries = await repository.public_among(ids)
        await self._run(lambda: self._index.replace(ids, entries))

    async def _run[T](self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _search(query: str, index: DirectoryIndex, own: Sequence[Entry]) -> Sequence[int]:
    if query.strip():
        return find(query, [index, DirectoryIndex(own)])
    return sorted([*index.all_keys(), *(entry.key for entry in own)])
