"""`GET /portal/v1/structures` and one of them; an anonymous token is enough."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.core.db import ReadSessionDep
from api.portal.access import CallerDep
from api.portal.structures import service
from api.portal.structures.lifespan import DirectoryDep
from api.portal.structures.schemas import PageAsked, StructurePage, StructureRead

router = APIRouter()


@router.get("/structures")
async def list_structures(
    session: ReadSessionDep,
    caller: CallerDep,
    directory: DirectoryDep,
    page: Annotated[PageAsked, Depends()],
    q: Annotated[str, Query(max_length=100)] = "",
) -> StructurePage:
    """Structures by name, acronym, usual name, town or part of the SIRET, typing errors included.

    `total` counts all those that fit; pages keep one order as long as the directory is unchanged.
    """
    return await service.list_structures(session, directory, q, page, caller=caller)


@router.get("/structures/{siret}")
async def read_structure(siret: str, session: ReadSessionDep, caller: CallerDep) -> StructureRead:
    """One structure and what it requires on an invoice."""
    return StructureRead.of(await service.get_structure(session, siret, caller=caller))
