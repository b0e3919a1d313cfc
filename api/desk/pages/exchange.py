"""What an agent does with a conversation: take it, pass it on, close it, note, file."""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from api.chat import speaker
from api.core.db import ReadSessionDep, SessionDep
from api.core.errors import InvalidRequestError
from api.desk.access.auth import AgentDep
from api.desk.audit import recording as audit
from api.desk.case import filing, notes
from api.desk.case import reading as case_service
from api.desk.case.access import ConversationId, readable, require_charge
from api.desk.case.filing import FilingIn
from api.desk.case.notes import NoteIn
from api.desk.pages.forms import Act, Close, Filing, Note, Transfer, Urgency
from api.desk.pages.guard import PageRoute, told
from api.desk.pages.rendering import html
from api.desk.presence.colleagues import read_colleagues
from api.desk.queue import exchange as service
from api.desk.queue import proposals
from api.desk.queue import transfer as transfer_service
from api.desk.schemas import CloseIn, TransferIn
from api.domain.close_outcome import CloseOutcome
from api.portal.sollicitations.schemas import CategoryPage

router = APIRouter(route_class=PageRoute)

_ONE = "/desk/conversations/{conversation_id}"
# The agent's choice; the others are ours.
_OUTCOMES = [
    CloseOutcome.SOLVED,
    CloseOutcome.INFORMED,
    CloseOutcome.SOLLICITATION,
    CloseOutcome.USER_LEFT,
    CloseOutcome.OTHER,
]


@router.post(_ONE + "/claim")
async def claim(
    request: Request, conversation_id: ConversationId, agent: AgentDep, session: SessionDep
) -> Response:
    """Take this one."""
    await service.claim(session, conversation_id, agent)
    return told(request, "desk:taken", conversation_id)


@router.post("/desk/claims")
async def claim_next(request: Request, agent: AgentDep, session: SessionDep, form: Act) -> Response:
    """Take the first that is proposed; the same form sent twice takes one."""
    claimed = await proposals.claim_next(session, agent, form.idempotency_key)
    audit.specify(request, f"conversation:{claimed.id}")
    return told(request, "desk:taken", claimed.id)


@router.get(_ONE + "/transfer")
async def ask_transfer(
    conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> Response:
    """To whom, and with which note."""
    await require_charge(session, conversation_id, agent)
    colleagues = await read_colleagues(session)
    there = [one for one in colleagues.agents if one.present and one.available]
    others = [one for one in there if one.login != agent.login]
    facts: dict[str, Any] = {"id": conversation_id, "key": uuid4(), "agents": others}
    return html("transfer.html", teams=colleagues.teams, **facts)


@router.post(_ONE + "/transfer")
async def transfer(
    request: Request,
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    form: Transfer,
) -> Response:
    """To an agent, a team, or whoever is next; the same form sent twice acts once."""
    wish = TransferIn(note=form.note or None, to=form.receiver())
    key = form.idempotency_key
    await transfer_service.transfer(session, conversation_id, agent, wish, key)
    return told(request, "desk:left", conversation_id)


@router.get(_ONE + "/close")
async def ask_close(
    conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> Response:
    """How it ended."""
    await require_charge(session, conversation_id, agent)
    return html("close.html", id=conversation_id, key=uuid4(), outcomes=_OUTCOMES)


@router.post(_ONE + "/close")
async def close(
    request: Request,
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    form: Close,
) -> Response:
    """Give the user back to the assistant; the same form sent twice acts once."""
    if form.outcome not in [known.value for known in _OUTCOMES]:
        raise InvalidRequestError("Dites comment l’échange se termine.")
    closing = CloseIn.model_validate({"reason": form.reason or None, "outcome": form.outcome})
    await service.close(session, conversation_id, agent, closing, form.idempotency_key)
    return told(request, "desk:left", conversation_id)


@router.post(_ONE + "/urgency")
async def set_urgency(
    request: Request,
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    form: Urgency,
) -> Response:
    """Before all others, or no longer."""
    await readable(session, conversation_id, agent)
    await speaker.set_urgent(session, conversation_id, urgent=form.urgent == "yes")
    return told(request, "desk:changed", conversation_id)


@router.get(_ONE + "/note")
async def ask_note(
    conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> Response:
    """A word for colleagues."""
    await readable(session, conversation_id, agent)
    return html("note.html", id=conversation_id, client_id=uuid4())


@router.post(_ONE + "/note")
async def add_note(
    request: Request,
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    form: Note,
) -> Response:
    """The same form sent twice writes one note."""
    note = NoteIn(client_id=form.client_id, text=form.text)
    await notes.add_note(session, conversation_id, agent, note)
    return told(request, "desk:changed", conversation_id)


@router.get(_ONE + "/sollicitation")
async def ask_sollicitation(
    conversation_id: ConversationId, agent: AgentDep, session: ReadSessionDep
) -> Response:
    """What to file for the user."""
    await require_charge(session, conversation_id, agent)
    case = await case_service.read_case(session, conversation_id, agent)
    categories = CategoryPage.whole().items
    return html("filing.html", case=case, categories=categories, key=uuid4())


@router.post(_ONE + "/sollicitation")
async def file_sollicitation(
    request: Request,
    conversation_id: ConversationId,
    agent: AgentDep,
    session: SessionDep,
    form: Filing,
) -> Response:
    """With the user's rights; the same form sent twice files once."""
    category, _, sub_category = form.about.partition("/")
    wanted = FilingIn(
        category=category[:64],
        sub_category=sub_category[:64],
        structure_siret=form.structure[:64],
        addressee_siret=form.addressee[:64] or None,
        invoice_number=form.invoice[:64] or None,
        description=form.description,
    )
    await filing.file_for_user(session, conversation_id, agent, wanted, str(form.key))
    return told(request, "desk:changed", conversation_id)
