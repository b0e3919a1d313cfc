"""`/desk/v1`: the next one who waits, and what passes first."""

from fastapi import APIRouter, Request

from api.chat import speaker
from api.core.db import SessionDep
from api.desk.access.auth import AgentDep
from api.desk.audit import recording as audit
from api.desk.case.access import ConversationId, readable
from api.desk.optional_key import OptionalKey
from api.desk.queue import proposals
from api.desk.schemas import ClaimOut
from api.desk.supervision.schemas import UrgencyIn

router = APIRouter(prefix="/desk/v1", tags=["desk"])


@router.post("/claims")
async def claim_next(
    request: Request,
    agent: AgentDep,
    session: SessionDep,
    idempotency_key: OptionalKey = None,
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
    await readable(session, conversation_id, agent)
    await speaker.set_urgent(session, conversation_id, urgent=body.urgent)
