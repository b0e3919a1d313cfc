"""Opening an agent's session by password: lock-out, password, second factor."""

from dataclasses import dataclass, field

from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import get_settings
from api.desk.access import attempts, passwords, second_factor, session_repository, sessions
from api.desk.access.sessions import Opened
from api.desk.access.visitor import Visitor
from api.desk.accounts import agent_repository
from api.desk.accounts.errors import PasswordSignInClosedError
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry
from api.desk.errors import InvalidCredentialsError
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent


@dataclass(frozen=True, slots=True)
class Credentials:
    """`code`: a one-time code or a recovery code, from those who have some."""

    login: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


def canonical_login(login: str) -> str:
    return login.strip().lower()


async def open_session(database: Database, given: Credentials, visitor: Visitor) -> Opened:
    """Check who it is, and remember the browser.

    Raises:
        PasswordSignInClosedError: only the identity provider lets people in.
        TooManyAttemptsError: see `api.desk.access.attempts`.
        InvalidCredentialsError: unknown login, wrong password, wrong or missing code.
    """
    if not get_settings().desk_password_sign_in:
        raise PasswordSignInClosedError
    login = canonical_login(given.login)
    counts = attempts.of_sign_in(login, visitor)
    await attempts.count(database, counts)
    async with database.new_read_session.begin() as session:
        agent = await agent_repository.find_agent(session, login)
    right = await passwords.matches(given.password, agent.password_hash if agent else None)
    try:
        return await admit(database, login, agent if right else None, given.code, visitor)
    except InvalidCredentialsError:
        await _note_refusal(database, login, known=agent is not None)
        raise


async def end_session(database: Database, token_hash: str) -> None:
    """Sign out; without a session there is nothing to do."""
    found = await sessions.look_up(database, token_hash)
    async with database.new_session.begin() as session:
        await session_repository.remove(session, token_hash)
        if found is not None:
            entry = AuditEntry(real_now(), found.agent.login, "sign_out")
            audit_repository.add(session, entry)


async def admit(
    database: Database, login: str, proven: Agent | None, code: str | None, visitor: Visitor
) -> Opened:
    """Open the session of whose password was right for `proven`, if nothing has changed since.

    The code is looked up in every case, and what a refusal did is undone: neither the answer nor
    the work tells which of the two was wrong.

    Raises:
        InvalidCredentialsError: no right password; closed or reset meanwhile; password too old;
            no right code.
    """
    async with database.new_session.begin() as session:
        agent = await agent_repository.hold_agent(session, login)
        coded = await second_factor.accept(session, agent, code or "")
        if agent is None or proven is None or not _still_opens(agent, proven):
            raise InvalidCredentialsError
        if agent.totp_secret is not None and not coded:
            raise InvalidCredentialsError
        await attempts.take_back(session, attempts.of_sign_in(agent.login, visitor))
        return await sessions.open_for(session, agent, visitor, SignInMethod.PASSWORD)


def _still_opens(agent: Agent, proven: Agent) -> bool:
    same = agent.password_hash == proven.password_hash
    return agent.active and same and not _too_old(agent)


def _too_old(agent: Agent) -> bool:
    """A password given by somebody else, and left unused."""
    return agent.initial_until is not None and agent.initial_until <= real_now()


async def _note_refusal(database: Database, login: str, *, known: bool) -> None:
    """Of agents that exist only: what is typed elsewhere may be a password.

    For any other login something is written too, so that the answer takes as long.
    """
    async with database.new_session.begin() as session:
        if known:
            audit_repository.add(session, AuditEntry(real_now(), login, "sign_in_refused"))
        else:
            await attempts.touch(session, attempts.of_login(login))
