"""Looking a structure up, by SIRET or by one of its names."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.tokens import Caller
from api.domain.plain_text import compact
from api.domain.structure_search import search_structures
from api.models.structure import Structure
from api.portal.access import load_reader
from api.portal.errors import StructureNotFoundError
from api.portal.structures.repository import StructureRepository
from api.portal.structures.schemas import StructurePage, StructureRead

MAX_ITEMS = 20


async def get_structure(session: AsyncSession, siret: str, *, caller: Caller) -> Structure:
    """One structure; spaces in the SIRET are ignored.

    Raises:
        StructureNotFoundError: unknown, or private and not the caller's own.
    """
    wanted = compact(siret)
    repository = StructureRepository(session, await _own_ids(session, caller))
    structure = await repository.find_by_siret(wanted)
    if structure is None:
        raise StructureNotFoundError(wanted)
    return structure


async def list_structures(session: AsyncSession, query: str, *, caller: Caller) -> StructurePage:
    """What `query` may mean, best first; the whole directory when it is blank."""
    repository = StructureRepository(session, await _own_ids(session, caller))
    directory = await repository.list_directory()
    keys = (
        search_structures(query, directory)
        if query.strip()
        else [listed.key for listed in directory]
    )
    structures = await repository.list_by_ids(keys[:MAX_ITEMS])
    items = [StructureRead.of(structure) for structure in structures]
    return StructurePage(items=items, total=len(keys))


async def _own_ids(session: AsyncSession, caller: Caller) -> Collection[int]:
    reader = await load_reader(session, caller.login)
    return reader.structure_ids if reader else ()
