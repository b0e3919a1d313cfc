"""`/desk/v1/conversations/{id}/attachments`: files from the agent, and those he may read."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import attachments
from api.chat.attachment_download import as_download, find_file
from api.chat.attachment_intake import take_in
from api.chat.schemas import AttachmentOut
from api.core.db import Database
from api.desk.access.auth import AgentDep
from api.desk.case.access import ConversationId, readable, require_charge

router = APIRouter()


@router.post("/conversations/{conversation_id}/attachments", status_code=201)
async def attach(
    conversation_id: ConversationId, request: Request, agent: AgentDep
) -> AttachmentOut:
    """Keep a file, to be sent with a message."""

    async def in_charge(session: AsyncSession) -> None:
        await require_charge(session, conversation_id, agent)

    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        await in_charge(session)  # before a stranger's file is read at all
    kept = await take_in(request, conversation_id, in_charge)
    return AttachmentOut(**attachments.public(kept))


@router.get(
    "/conversations/{conversation_id}/attachments/{attachment_id}", response_class=FileResponse
)
async def download(
    conversation_id: ConversationId, attachment_id: str, request: Request, agent: AgentDep
) -> FileResponse:
    """A file of a conversation that the agent may read, whoever sent it."""
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        head = await readable(session, conversation_id, agent)
        found = await find_file(session, head.id, attachment_id)
    return await as_download(found, request.app.state.settings)
