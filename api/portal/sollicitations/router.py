"""`/portal/v1/sollicitations`, and the categories to choose from."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header

from api.core.db import ReadSessionDep, SessionDep
from api.portal.access import CallerDep, ReaderDep, WritingReaderDep
from api.portal.sollicitations import service
from api.portal.sollicitations.categories import categories
from api.portal.sollicitations.schemas import (
    CategoryPage,
    SollicitationCreate,
    SollicitationPage,
    SollicitationRead,
    SollicitationsAsked,
)

router = APIRouter()


@router.get("/sollicitation-categories")
async def list_categories(caller: CallerDep) -> CategoryPage:
    """Reference data; any token will do."""
    _ = caller
    return CategoryPage.of(categories())


@router.post("/sollicitations", status_code=201)
async def file_sollicitation(
    body: SollicitationCreate,
    session: SessionDep,
    reader: WritingReaderDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> SollicitationRead:
    """File a sollicitation once per `Idempotency-Key`."""
    return await service.file_sollicitation(session, body, idempotency_key, reader=reader)


@router.get("/sollicitations")
async def list_sollicitations(
    session: ReadSessionDep, reader: ReaderDep, page: Annotated[SollicitationsAsked, Depends()]
) -> SollicitationPage:
    """What the caller filed."""
    return await service.list_own(session, page, reader=reader)


@router.get("/sollicitations/{reference}")
async def read_sollicitation(
    reference: str, session: ReadSessionDep, reader: ReaderDep
) -> SollicitationRead:
    """One of them."""
    return await service.get_own(session, reference, reader=reader)
