"""The register: who did and read what at the desk."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep
from api.desk.access.auth import AuditorDep
from api.desk.accounts import agent_repository
from api.desk.audit import repository as audit_repository
from api.desk.audit.asked import AuditAsked, tell_filters
from api.desk.audit.labels import every_action, label_of
from api.desk.audit.router import MAX_ID
from api.desk.pages.guard import PageRoute
from api.desk.pages.rendering import html
from api.desk.pages.shell import AUDIT, shell
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod
from api.models.desk_audit import DeskAudit

router = APIRouter(route_class=PageRoute)

_SIZE = 50
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_KINDS = {
    "agent": "Agent",
    "attachment": "Fichier",
    "closure": "Fermeture",
    "code": "Équipe",
    "conversation": "Conversation",
    "reply": "Réponse type",
    "session": "Session",
    "sollicitation": "Sollicitation",
}
_NAMES = {
    "about": "sujet",
    "act": "acte",
    "action": "acte",
    "agent": "agent",
    "attachment": "fichier",
    "by": "par",
    "file": "fichier",
    "format": "format",
    "role": "rôle",
    "since": "depuis le",
    "to": "à",
    "until": "jusqu’au",
}
_VALUES = {one.value: one.label for kind in (AgentRole, SignInMethod) for one in kind}


class AuditPage(AuditAsked):
    before: Annotated[int | None, Field(ge=1, le=MAX_ID)] = None


@router.get(AUDIT)
async def read_audit(
    request: Request,
    agent: AuditorDep,
    session: ReadSessionDep,
    asked: Annotated[AuditPage, Query()],
) -> Response:
    """The latest entries first; that they were read is one more."""
    asked = asked.model_copy(update={"subject": _subject(asked.subject)})
    tell_filters(request, asked)
    wanted = asked.wanted(asked.before, alike=True)
    rows = await audit_repository.page(session, wanted, _SIZE + 1)
    names = await _names(session)
    facts: dict[str, Any] = {
        "rows": [_row(row, names) for row in rows[:_SIZE]],
        "older": rows[_SIZE - 1].id if len(rows) > _SIZE else None,
        "asked": asked,
        "given": asked.model_dump(mode="json", exclude={"before"}, exclude_none=True),
        "chosen": label_of(asked.action or ""),
        "actions": every_action(),
        "names": names,
    }
    return html("audit.html", **shell(agent, AUDIT), **facts)


async def _names(session: AsyncSession) -> dict[str, str]:
    return {one.login: one.name for one in await agent_repository.every_agent(session)}


def _row(entry: DeskAudit, names: Mapping[str, str]) -> dict[str, Any]:
    kind, _, name = entry.subject.partition(":")
    return {
        "at": entry.at,
        "login": entry.agent_login,
        "name": names.get(entry.agent_login, ""),
        "act": label_of(entry.action),
        "subject": entry.subject,
        "kind": _KINDS.get(kind, kind),
        "named": name,
        "detail": _told(sorted(entry.detail.items())),
    }


def _told(detail: Sequence[tuple[str, str]]) -> str:
    return ", ".join(
        f"{_NAMES.get(name, name)} {_VALUES.get(value, value)}" for name, value in detail
    )


def _subject(typed: str | None) -> str | None:
    """As it is kept: one may paste the address or the id of a conversation, or a reference."""
    text = (typed or "").strip()
    found = _UUID.search(text)
    if found and (text == found.group() or "/" in text):
        return f"conversation:{found.group().lower()}"
    if text.upper().startswith("SOL-"):
        return f"sollicitation:{text.upper()}"
    return text or None
