"""The right column: what the agent knows of the user, and what may answer him."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api.chat.errors import ConversationNotFoundError
from api.core.db import ReadSessionDep
from api.desk.access.auth import AgentDep
from api.desk.audit import recording as audit
from api.desk.case import reading as case_service
from api.desk.pages.guard import PageRoute
from api.desk.pages.rendering import html
from api.portal.invoices.tacit import settle_tacit

router = APIRouter(route_class=PageRoute)

_LANGUAGES = {"fr": "français", "en": "anglais", "es": "espagnol", "other": "autre que le français"}
_LAST_UNDERSTOOD = 6


# Invoices are shown as they are now: accords that silence has given are settled first.
@router.get("/desk/case", dependencies=[Depends(settle_tacit)])
async def show_case(
    request: Request,
    agent: AgentDep,
    session: ReadSessionDep,
    opened: Annotated[UUID | None, Query(alias="open")] = None,
) -> Response:
    """The case of the open conversation, as it is now."""
    if opened is None:
        return html("case.html", case=None)
    audit.specify(request, f"conversation:{opened}")
    try:
        case = await case_service.read_case(session, str(opened), agent)
    except ConversationNotFoundError:
        audit.was_refused(request)
        return html("case.html", case=None)  # it has just left this agent's sight
    language = _LANGUAGES.get(case.language or "", case.language)
    understood = case.understood[-_LAST_UNDERSTOOD:]
    return html("case.html", case=case, language=language, understood=understood)
