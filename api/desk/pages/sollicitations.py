"""The support's inbox of sollicitations, and one of them."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import ReadSessionDep
from api.desk.access.auth import AgentDep, SignedIn
from api.desk.pages.guard import PageRoute
from api.desk.pages.rendering import HEADERS, html
from api.desk.pages.shell import SOLLICITATIONS, shell
from api.desk.sollicitations import inbox, repository
from api.desk.sollicitations.acting import actor_of
from api.desk.sollicitations.found import FoundDep
from api.desk.sollicitations.reading import read_one
from api.desk.sollicitations.schemas import InboxAsked
from api.desk.sollicitations.turn import turn_of
from api.desk.sollicitations.views import View
from api.domain.agent_role import AgentRole
from api.domain.sollicitations import MAX_DESCRIPTION
from api.models.sollicitation import Sollicitation
from api.portal.invoices.tacit import settle_tacit
from api.portal.sollicitations.reading import detail
from api.portal.sollicitations.schemas import SollicitationDetail

router = APIRouter(route_class=PageRoute)

ONE = SOLLICITATIONS + "/{reference}"
_LIST, _LIVE = "sollicitations_list.html", "sollicitation_live.html"
Asked = Annotated[InboxAsked, Query()]
# What a fragment shows already, told by the page that asks for it again.
Seen = Annotated[str, Query(max_length=64)]


class ListAsked(InboxAsked):
    """`seen`: as `Seen`."""

    seen: Annotated[str, Field(max_length=64)] = ""


@router.get(SOLLICITATIONS)
async def show_sollicitations(agent: AgentDep, session: ReadSessionDep, asked: Asked) -> Response:
    """The page; its list is asked again by itself."""
    facts = await _list(session, agent, asked)
    facts |= shell(agent, SOLLICITATIONS) | {"version": _version(_LIST, facts)}
    return html("sollicitations.html", exports=agent.role.includes(AgentRole.SUPERVISOR), **facts)


@router.get(SOLLICITATIONS + "/list")
async def show_sollicitation_list(
    agent: AgentDep, session: ReadSessionDep, asked: Annotated[ListAsked, Query()]
) -> Response:
    """What moves."""
    facts = await _list(session, agent, asked)
    return _unless_seen(_LIST, facts, asked.seen)


@router.get(SOLLICITATIONS + "/count")
async def show_sollicitation_count(agent: AgentDep, session: ReadSessionDep) -> Response:
    """How many are to be taken, for the head of every page."""
    found = await repository.counts(session, agent.login, clock.now())
    return html("sollicitations_count.html", to_take=found.to_take)


# The invoice is shown as it is now: accords that silence has given are settled first.
@router.get(ONE, dependencies=[Depends(settle_tacit)])
async def show_sollicitation(agent: AgentDep, session: ReadSessionDep, row: FoundDep) -> Response:
    """All that is known of it, and what this agent may do."""
    return await page_of(session, agent, row)


@router.get(ONE + "/live")
async def show_sollicitation_live(
    agent: AgentDep, session: ReadSessionDep, row: FoundDep, seen: Seen = ""
) -> Response:
    """Its state and history."""
    one = await detail(session, row, actor_of(agent))
    return _unless_seen(_LIVE, _facts(agent, row, one), seen)


@router.get(ONE + "/reply")
async def show_sollicitation_reply(agent: AgentDep, row: FoundDep) -> Response:
    """The answer box, or why there is none."""
    return html("sollicitation_reply.html", **_reply(agent, row))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an act was refused, and what its agent had typed."""

    why: str = ""
    typed: str = ""
    status: int = 200


_NOTHING = Refused()


async def _list(session: AsyncSession, agent: SignedIn, asked: InboxAsked) -> dict[str, Any]:
    found = await inbox.read_inbox(session, asked, agent)
    return {
        "here": SOLLICITATIONS,
        "found": found,
        "views": list(View),
        "view": asked.view,
        "empty": asked.view.when_empty,
        "q": asked.q.strip(),
        "page": asked.page,
        "pages": -(-found.total // asked.size),
        "now": clock.now(),
    }


async def page_of(
    session: AsyncSession, agent: SignedIn, row: Sollicitation, refused: Refused = _NOTHING
) -> Response:
    facts = _facts(agent, row, await read_one(session, row, agent))
    facts |= {"version": _version(_LIVE, facts), "error": refused.why, "typed": refused.typed}
    return html("sollicitation.html", refused.status, **facts | shell(agent, SOLLICITATIONS))


def _facts(agent: SignedIn, row: Sollicitation, one: SollicitationDetail) -> dict[str, Any]:
    return _reply(agent, row) | {"one": one, "here": SOLLICITATIONS, "now": clock.now()}


def _reply(agent: SignedIn, row: Sollicitation) -> dict[str, Any]:
    return {
        "path": path_of(row),
        "turn": turn_of(row, agent),
        "key": uuid4(),
        "typed": "",
        "longest": f"{MAX_DESCRIPTION:,}".replace(",", "\u202f"),
    }


def path_of(row: Sollicitation) -> str:
    return f"{SOLLICITATIONS}/{row.reference}"


def _unless_seen(template: str, facts: dict[str, Any], seen: str) -> Response:
    """204 while the page shows this already: what is selected in it stays selected."""
    version = _version(template, facts)
    if version == seen:
        return Response(status_code=204, headers=HEADERS)
    return html(template, version=version, **facts)


def _version(template: str, facts: dict[str, Any]) -> str:
    drawn = bytes(html(template, version="", **facts).body)
    return hashlib.sha256(drawn).hexdigest()[:20]
