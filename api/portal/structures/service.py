"""Looking a structure up, by SIRET or by one of its names."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.tokens import Caller
from api.domain.plain_text import compact
from api.models.structure import Structure
from api.portal.access import load_reader
from api.portal.errors import StructureNotFoundError
from api.portal.structures.directory import Directory
from api.portal.structures.directory_repository import DirectoryRepository
from api.portal.structures.repository import StructureRepository
from api.portal.structures.schemas import PageAsked, StructurePage


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


async def list_structures(
    session: AsyncSession, directory: Directory, query: str, page: PageAsked, *, caller: Caller
) -> StructurePage:
    """What `query` may mean, best first; the whole directory when it is blank."""
    own_ids = await _own_ids(session, caller)
    own = await DirectoryRepository(session).private_among(own_ids)
    keys = await directory.search(session, query, own)
    shown = await StructureRepository(session, own_ids).list_by_ids(page.part_of(keys))
    return StructurePage.of(shown, page, total=len(keys))


async def _own_ids(session: AsyncSession, caller: Caller) -> Collection[int]:
    reader = await load_reader(session, caller.login)
    return reader.structure_ids if reader else ()
