"""Reading the engagements of one's own public structure."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.domain.plain_text import compact
from api.domain.reader import Reader
from api.domain.rights import Space
from api.portal.engagements.repository import EngagementRepository
from api.portal.engagements.schemas import EngagementPage, read_all
from api.portal.errors import SpaceMissingError, StructureNotFoundError
from api.portal.schemas import StructureRef
from api.portal.structures.schemas import PageAsked


async def list_engagements(
    session: AsyncSession, siret: str, query: str, page: PageAsked, *, reader: Reader
) -> EngagementPage:
    """By number; case and spaces of `query` are ignored.

    Raises:
        StructureNotFoundError: no public structure of the reader, known or not.
        SpaceMissingError: his, without the space « Engagements ».
    """
    repository = EngagementRepository(session, reader)
    wanted = compact(siret)
    structure = await repository.find_structure(wanted)
    if structure is None:
        raise StructureNotFoundError(wanted)
    if structure.id not in reader.structures_with(Space.ENGAGEMENTS):
        label = Space.ENGAGEMENTS.label
        raise SpaceMissingError(
            [f"L’espace « {label} » ne vous est pas ouvert pour {structure.name}."]
        )
    key = compact(query)
    total = await repository.count(structure.id, key)
    found = await repository.list_page(structure.id, key, limit=page.size, offset=page.offset)
    return EngagementPage(
        structure=StructureRef.model_validate(structure),
        items=read_all(found),
        total=total,
        page=page.page,
        size=page.size,
        pages=-(-total // page.size),
        as_of=now(),
    )
