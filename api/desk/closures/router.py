"""`/desk/v1/closures`, for supervisors."""

from typing import Annotated

from fastapi import APIRouter, Header, Path

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import SupervisorDep
from api.desk.closures import service as closures
from api.desk.closures.schemas import ClosureIn, ClosureOut, ClosuresOut

_Key = Annotated[str, Header(min_length=1, max_length=128, pattern=r"^[!-~]+$")]
_ClosureId = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter(prefix="/closures")


@router.get("")
async def read_closures(_: SupervisorDep, session: ReadSessionDep) -> ClosuresOut:
    """To come and under way."""
    items = [ClosureOut.model_validate(row) for row in await closures.read_closures(session)]
    return ClosuresOut(items=items, total=len(items))


@router.post("", status_code=201)
async def add_closure(
    body: ClosureIn, idempotency_key: _Key, _: SupervisorDep, session: SessionDep
) -> ClosureOut:
    """Close exceptionally, once per `Idempotency-Key`."""
    return ClosureOut.model_validate(await closures.add_closure(session, idempotency_key, body))


@router.delete("/{closure_id}", status_code=204)
async def remove_closure(closure_id: _ClosureId, _: SupervisorDep, session: SessionDep) -> None:
    """Open again."""
    await closures.remove_closure(session, closure_id)
