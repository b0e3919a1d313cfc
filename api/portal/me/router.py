"""`GET /portal/v1/me`."""

from fastapi import APIRouter

from api.core.db import ReadSessionDep
from api.portal.access import ReaderDep
from api.portal.me import service
from api.portal.me.schemas import MeRead

router = APIRouter()


@router.get("/me")
async def read_me(session: ReadSessionDep, reader: ReaderDep) -> MeRead:
    """The caller, his structures, and the spaces open there."""
    return await service.read_me(session, reader=reader)
