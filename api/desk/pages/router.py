"""The desk's pages, under `/desk/…`; programs use `/desk/v1`."""

from fastapi import APIRouter, Depends

from api.desk.access.auth import refuse_other_origins
from api.desk.audit.recording import AUDITED
from api.desk.pages import (
    account,
    accounts,
    answered,
    audit,
    canned,
    case,
    closures,
    desk,
    exchange,
    sign_in,
    sollicitation_acts,
    sollicitations,
    supervision,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_other_origins)])
router.include_router(sign_in.router)
_PARTS = (
    *(desk, exchange, case, sollicitations, sollicitation_acts),
    *(supervision, account, accounts, canned, closures, audit),
)
for _part in _PARTS:
    router.include_router(_part.router, dependencies=AUDITED)
router.include_router(answered.router)
