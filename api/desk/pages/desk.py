"""The desk itself: the board, and the head of one conversation."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import ReadSessionDep
from api.desk.access.auth import AgentDep, SignedIn
from api.desk.audit import recording as audit
from api.desk.case.access import ConversationId
from api.desk.pages.guard import HOME, PageRoute
from api.desk.pages.opened import find_opened, wanted_names
from api.desk.pages.rendering import html
from api.desk.pages.shell import shell
from api.desk.queue.board import read_board
from api.desk.schemas import QueueOut

router = APIRouter(route_class=PageRoute)

OpenId = Annotated[UUID | None, Query(alias="open")]

_GONE = "Cette conversation n’est plus dans vos mains, ou n’attend plus."


@router.get("/desk")
async def show_desk(request: Request, agent: AgentDep, session: ReadSessionDep) -> Response:
    """Nothing open."""
    return await _page(request, session, agent, "")


@router.get("/desk/conversations/{conversation_id}")
async def show_conversation(
    request: Request, conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> Response:
    """The desk with this conversation open."""
    return await _page(request, session, agent, conversation_id)


@router.get("/desk/board")
async def show_board(agent: AgentDep, session: ReadSessionDep, opened: OpenId = None) -> Response:
    """The left column."""
    board = await read_board(session, agent.login)
    return html("board.html", opened=str(opened or ""), **await _board_facts(session, board))


@router.get("/desk/head")
async def show_head(
    request: Request, agent: AgentDep, session: ReadSessionDep, opened: OpenId = None
) -> Response:
    """Who the open conversation is with, and what may be done with it."""
    board = await read_board(session, agent.login)
    found = await find_opened(session, board, str(opened or ""), agent)
    if opened is not None:
        audit.specify(request, f"conversation:{opened}")
    if found.row is None:
        audit.was_refused(request)
    return html("head.html", row=found.row, place=found.place)


async def _page(request: Request, session: AsyncSession, agent: SignedIn, wanted: str) -> Response:
    board = await read_board(session, agent.login)
    found = await find_opened(session, board, wanted, agent)
    if wanted and found.row is None:
        audit.was_refused(request)  # the board beside it is written as soon as it is read again
    facts: dict[str, Any] = {
        **shell(agent, HOME),
        **await _board_facts(session, board),
        "opened": wanted if found.row else "",
        "row": found.row,
        "place": found.place,
        "key": uuid4(),
        "notice": _GONE if wanted and found.row is None else "",
    }
    return html("desk.html", **facts)


async def _board_facts(session: AsyncSession, board: QueueOut) -> dict[str, Any]:
    names = await wanted_names(session, board)
    return {"board": board, "wanted_names": names, "now": clock.now()}
