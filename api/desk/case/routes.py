"""All that an agent sees and does around a conversation, to be put behind the desk's guards."""

from fastapi import APIRouter

from api.desk.canned.router import router as canned_router
from api.desk.case.attachments_router import router as attachments_router
from api.desk.case.router import router as case_router

router = APIRouter(prefix="/desk/v1", tags=["desk"])
for part in (case_router, attachments_router, canned_router):
    router.include_router(part)
