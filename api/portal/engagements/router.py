"""`GET /portal/v1/engagements`: the orders of a public structure, for its own users."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.core.db import ReadSessionDep
from api.domain.identifiers import MAX_IDENTIFIER
from api.portal.access import ReaderDep
from api.portal.engagements import service
from api.portal.engagements.schemas import EngagementPage
from api.portal.structures.schemas import PageAsked

router = APIRouter()


@router.get("/engagements")
async def list_engagements(
    session: ReadSessionDep,
    reader: ReaderDep,
    page: Annotated[PageAsked, Depends()],
    structure: Annotated[str, Query(max_length=2 * MAX_IDENTIFIER)],
    q: Annotated[str, Query(max_length=100)] = "",
) -> EngagementPage:
    """`structure` is the SIRET; `q`, a part of the number, of the market or of the service."""
    return await service.list_engagements(session, structure, q, page, reader=reader)
