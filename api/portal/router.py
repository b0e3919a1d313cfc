"""`/portal/v1`: what a user may see and file, by bearer token."""

from fastapi import APIRouter

from api.portal.invoices.router import router as invoices_router
from api.portal.me.router import router as me_router
from api.portal.sollicitations.router import router as sollicitations_router
from api.portal.structures.router import router as structures_router

router = APIRouter(prefix="/portal/v1", tags=["portal"])
for part in (me_router, invoices_router, structures_router, sollicitations_router):
    router.include_router(part)
