"""`/portal/v1/mail-proofs`: an address proven by a code, for an anonymous conversation."""

from typing import Annotated

from fastapi import APIRouter, Header, Request

from api.core.db import Database, SessionDep
from api.portal.access import CallerDep
from api.portal.idempotency import checked_key
from api.portal.sollicitations import mail_proofs
from api.portal.sollicitations.mail_proofs import CodeSaid, ProofAsked, ProofSent, Verified

router = APIRouter(prefix="/mail-proofs")


@router.post("", status_code=202)
async def send_code(
    body: ProofAsked,
    session: SessionDep,
    caller: CallerDep,
    key: Annotated[str | None, Header(alias="Idempotency-Key")] = None,
) -> ProofSent:
    """Have a code sent there, once per `Idempotency-Key`."""
    return await mail_proofs.send_code(session, body, checked_key(key), caller)


@router.post("/confirmation")
async def confirm(body: CodeSaid, request: Request, caller: CallerDep) -> Verified:
    """Say the code that was read there."""
    database: Database = request.app.state.database
    return await mail_proofs.confirm(database.new_session, body, caller)
