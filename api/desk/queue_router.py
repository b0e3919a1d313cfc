"""`/desk/v1`: the next one who waits, and what passes first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from api.chat import speaker
from api.core.db import SessionDep
from api.desk import audit, proposals, service
from api.desk.auth import AgentDep
from api.desk.schemas import ClaimOut
from api.desk.supervision_schemas import UrgencyIn

ConversationId = Annotated[str, Depends(service.canonical_id)]

router = APIRouter(prefix="/desk/v1", tags=["desk"])


@router.post("/claims")
async def claim_next(
    request: Request,
    agent: AgentDep,
    session: SessionDep,
    idempotency_key: Annotated[str | None, Header(max_length=128)] = None,
) -> ClaimOut:
    """Take the first that is proposed; 404 `nobody_waiting`, 409 `capacity_reached`.

    The same `Idempotency-Key` again gives the same one, as long as the agent has it.
    """
    claimed = await proposals.claim_next(session, agent, idempotency_key)
    audit.specify(request, f"conversation:{claimed.id}")
    return claimed


@router.put("/conversations/{conversation_id}/urgency", status_code=204)
async def set_urgency(
    conversation_id: ConversationId, body: UrgencyIn, agent: AgentDep, session: SessionDep
) -> None:
    """Before all others in the queue, or no longer; for whoever may read the conversation."""
    await service.check_readable(session, conversation_id, agent)
    await speaker.set_urgent(session, conversation_id, urgent=body.urgent)
