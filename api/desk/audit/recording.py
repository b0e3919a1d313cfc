"""Who did and read what on the desk, written by the routers' own dependencies.

An act is written in its handler's transaction (`SessionDep`): neither is kept without the other,
and what was refused is not written. A reading is written once it has succeeded, before the answer
leaves, and once for a while only: a page that looks every five seconds is one reading a minute.
Neither query nor body is kept, since they may hold what people said; a handler adds by `specify`
what the path does not tell.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.db import Database, SessionDep
from api.desk.access.auth import HARMLESS_METHODS, SignedIn, SignedInDep
from api.desk.access.sign_in import canonical_login
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry

# Our choice, in seconds: one reading for a page that reads the same thing again and again.
_SUBJECT_WINDOW = 60
# Lists and boards, which name nobody in particular.
_LIST_WINDOW = 3600
_MAX_SUBJECT = 160
_MAX_REMEMBERED = 10_000
# A page says these by itself every few seconds; they are neither acts nor readings.
_UNRECORDED = frozenset(
    {"/desk/v1/me", "/desk/v1/presence", "/desk/v1/conversations/{conversation_id}/typing"}
)


async def record(
    session: AsyncSession,
    agent: SignedIn,
    action: str,
    subject: str,
    detail: dict[str, str] | None = None,
) -> None:
    """Write an act in the caller's transaction, beside what the routers write by themselves."""
    entry = AuditEntry(real_now(), agent.login, action, subject[:_MAX_SUBJECT], detail or {})
    audit_repository.add(session, entry)


def specify(request: Request, subject: str | None = None, **detail: str) -> None:
    """Complete what will be written of this request: codes and logins, never what was said."""
    request.state.audit_subject = subject
    request.state.audit_detail = detail


def was_refused(request: Request) -> None:
    """For a page that answers a refusal by itself, instead of raising: nothing is written."""
    request.state.audit_refused = True


async def _record_reading(request: Request, agent: SignedInDep) -> AsyncIterator[None]:
    """Entered before the handler's sessions, so left once they are closed."""
    yield
    entry = _entry_of(request, agent)
    if entry is None or request.method not in HARMLESS_METHODS:
        return
    once = _once(agent, entry)
    remembered = _remembered(request)
    if once in remembered:
        return
    database: Database = request.app.state.database
    async with database.new_session.begin() as session:
        await audit_repository.add_once(session, replace(entry, once=once))
    remembered.add(once)


async def _record_act(
    request: Request, agent: SignedInDep, session: SessionDep
) -> AsyncIterator[None]:
    """Left before the handler's session is committed."""
    yield
    entry = _entry_of(request, agent)
    if entry is not None and request.method not in HARMLESS_METHODS:
        audit_repository.add(session, entry)


# For the routers of the desk: see `api.desk.router`, which no route escapes (a test looks).
AUDITED = [Depends(_record_reading, scope="function"), Depends(_record_act, scope="function")]


def _entry_of(request: Request, agent: SignedIn) -> AuditEntry | None:
    """None for what is not recorded. The first parameter of the path is the subject."""
    route: APIRoute = request.scope["route"]
    if route.path in _UNRECORDED or getattr(request.state, "audit_refused", False):
        return None
    named = [
        (_kind(key), _canonical(key, str(value))) for key, value in request.path_params.items()
    ]
    subject = ":".join(named[0]) if named else ""
    subject = getattr(request.state, "audit_subject", None) or subject
    detail = dict(named[1:]) | getattr(request.state, "audit_detail", {})
    return AuditEntry(real_now(), agent.login, route.name[:64], subject[:_MAX_SUBJECT], detail)


def _kind(parameter: str) -> str:
    return "agent" if parameter == "login" else parameter.removesuffix("_id")


def _canonical(parameter: str, value: str) -> str:
    """As it is stored: a handler takes an id, a number or a login in several spellings."""
    if parameter.endswith("_id"):
        for read in (UUID, int):
            try:
                return str(read(value))
            except ValueError:
                continue
    return _plain(canonical_login(value) if parameter == "login" else value)


def _plain(value: str) -> str:
    """Ids are compared in lower case; what cannot be stored is not an id."""
    return "".join(sign for sign in value.lower() if sign.isprintable())[:_MAX_SUBJECT]


def _once(agent: SignedIn, entry: AuditEntry) -> str:
    window = _SUBJECT_WINDOW if entry.subject else _LIST_WINDOW
    moment = int(entry.at.timestamp()) // window
    detail = sorted(entry.detail.items())
    told = f"{agent.token_hash} {entry.action} {entry.subject} {detail} {moment}"
    return hashlib.sha256(told.encode()).hexdigest()


def _remembered(request: Request) -> set[str]:
    """What this process has written lately: spares a transaction at each reading."""
    state = request.app.state
    known: set[str] | None = getattr(state, "audit_remembered", None)
    if known is None or len(known) > _MAX_REMEMBERED:
        known = state.audit_remembered = set[str]()
    return known
