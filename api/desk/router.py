"""`/desk/v1`: the queue, and the conversations in an agent's hands."""

from fastapi import APIRouter, Depends

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import AgentDep, refuse_other_origins
from api.desk.access.session_router import router as session_router
from api.desk.accounts.own_account_router import router as own_account_router
from api.desk.accounts.router import router as accounts_router
from api.desk.audit.recording import AUDITED
from api.desk.audit.router import router as audit_router
from api.desk.case.access import ConversationId
from api.desk.case.routes import router as case_router
from api.desk.live.router import router as news_router
from api.desk.oidc.router import router as oidc_router
from api.desk.optional_key import OptionalKey
from api.desk.presence.router import router as presence_router
from api.desk.queue import exchange as service
from api.desk.queue import transfer as transfer_service
from api.desk.queue.board import read_board
from api.desk.queue.router import router as queue_router
from api.desk.schemas import (
    ClaimOut,
    CloseIn,
    MessageIn,
    MessageOut,
    QueueOut,
    TransferIn,
)
from api.desk.sollicitations.router import router as sollicitations_router
from api.desk.supervision.router import router as supervision_router

_conversations = APIRouter(
    prefix="/desk/v1", tags=["desk"], dependencies=[Depends(refuse_other_origins)]
)


@_conversations.get("/queue")
async def read_queue(agent: AgentDep, session: ReadSessionDep) -> QueueOut:
    """Who waits, and the caller's own conversations."""
    return await read_board(session, agent.login)


@_conversations.post("/conversations/{conversation_id}/claim")
async def claim(conversation_id: ConversationId, agent: AgentDep, session: SessionDep) -> ClaimOut:
    """Take a waiting conversation; 409 `already_claimed` if a colleague has it."""
    last_seq = await service.claim(session, conversation_id, agent)
    return ClaimOut(id=conversation_id, last_seq=last_seq)


@_conversations.post("/conversations/{conversation_id}/messages", status_code=202)
async def post_message(
    conversation_id: ConversationId, body: MessageIn, agent: AgentDep, session: SessionDep
) -> MessageOut:
    """Answer the user."""
    return MessageOut(seq=await service.post_message(session, conversation_id, agent, body))


@_conversations.post("/conversations/{conversation_id}/close", status_code=204)
async def close(
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    body: CloseIn | None = None,
    idempotency_key: OptionalKey = None,
) -> None:
    """Give the user back to the assistant, once per `Idempotency-Key`."""
    closing = body or CloseIn()
    await service.close(session, conversation_id, agent, closing, idempotency_key)


@_conversations.post("/conversations/{conversation_id}/transfer", status_code=204)
async def transfer(
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    body: TransferIn | None = None,
    idempotency_key: OptionalKey = None,
) -> None:
    """To a colleague, a team, or else whoever is next in the queue; once per `Idempotency-Key`."""
    wish = body or TransferIn()
    await transfer_service.transfer(session, conversation_id, agent, wish, idempotency_key)


# Every router of the desk goes in here: whoever calls is known, and what he does is written.
_guarded = APIRouter(dependencies=[Depends(refuse_other_origins), *AUDITED])
_guarded.include_router(news_router)  # what is asked most is looked up first
_guarded.include_router(_conversations)
_guarded.include_router(own_account_router)
_guarded.include_router(accounts_router)
_guarded.include_router(audit_router)
_guarded.include_router(presence_router)
_guarded.include_router(queue_router)
_guarded.include_router(supervision_router)
_guarded.include_router(case_router)
_guarded.include_router(sollicitations_router)

router = APIRouter()
router.include_router(session_router)
router.include_router(oidc_router)
router.include_router(_guarded)
