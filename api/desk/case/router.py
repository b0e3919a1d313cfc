"""`/desk/v1/conversations/{id}/…`: the case, notes, typing, and filing for the user."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request

from api.chat.typing_note import tell_typing
from api.chat.typing_router import TypingIn
from api.core.db import Database, ReadSessionDep, SessionDep
from api.desk.access.auth import AgentDep
from api.desk.case import filing, notes
from api.desk.case import reading as case
from api.desk.case.access import ConversationId, require_charge
from api.desk.case.filing import FilingIn
from api.desk.case.notes import NoteIn
from api.desk.case.schemas import CaseOut, NoteRead
from api.domain.chat_event import Sender
from api.portal.invoices.tacit import settle_tacit
from api.portal.sollicitations.schemas import CategoryPage, SollicitationRead

router = APIRouter()


# Invoices are shown as they are now: accords that silence has given are settled first.
@router.get("/conversations/{conversation_id}/case", dependencies=[Depends(settle_tacit)])
async def read_case(
    conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> CaseOut:
    """Who the user is, what he spoke of, what was understood, what may answer him."""
    return await case.read_case(session, conversation_id, agent)


@router.post("/conversations/{conversation_id}/notes", status_code=201)
async def add_note(
    conversation_id: ConversationId, body: NoteIn, agent: AgentDep, session: SessionDep
) -> NoteRead:
    """Leave a word for colleagues; the user never reads it."""
    return case.note_read(await notes.add_note(session, conversation_id, agent, body))


@router.post("/conversations/{conversation_id}/typing", status_code=202)
async def tell(
    conversation_id: ConversationId,
    request: Request,
    agent: AgentDep,
    body: TypingIn | None = None,
) -> None:
    """Tell the user that the agent writes; nothing is stored, and it may be lost."""
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        await require_charge(session, conversation_id, agent)
    typing = body.typing if body else True
    bus = request.app.state.bus
    await tell_typing(bus, conversation_id, Sender.AGENT, agent.name, typing=typing)


@router.post("/conversations/{conversation_id}/sollicitations", status_code=201)
async def file_sollicitation(
    conversation_id: ConversationId,
    body: FilingIn,
    agent: AgentDep,
    session: SessionDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> SollicitationRead:
    """File for the user, with his rights, once per `Idempotency-Key`."""
    return await filing.file_for_user(session, conversation_id, agent, body, idempotency_key)


@router.get("/sollicitation-categories")
async def list_categories(agent: AgentDep) -> CategoryPage:
    """What a sollicitation may be about: the portal's reference data."""
    _ = agent
    return CategoryPage.whole()
