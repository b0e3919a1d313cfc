"""`/demo/v1`, included in demonstration mode only."""

from fastapi import APIRouter

from api.core.db import ReadSessionDep
from api.demo import service
from api.demo.schemas import IdentityCreate, IdentityRead, LoginPage

router = APIRouter(prefix="/demo/v1", tags=["demo"])


@router.post("/identities")
async def sign_identity(body: IdentityCreate, session: ReadSessionDep) -> IdentityRead:
    """The identity JWT of a demonstration user."""
    return await service.sign(session, body.login)


@router.get("/logins")
async def list_logins(session: ReadSessionDep) -> LoginPage:
    """Who can be impersonated on the demonstration page."""
    return await service.list_logins(session)
