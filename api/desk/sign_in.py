"""Opening an agent's session: lock-out, password, one-time code.

Each attempt is counted, and committed, before the password is checked: a hundred attempts at
once get no more tries than a hundred in a row. Real time throughout: a frozen business clock
must neither keep sessions alive nor locks shut.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

from api.core.clock import real_now
from api.core.db import Database
from api.core.tokens import hash_token, new_opaque_token
from api.desk import agent_repository, passwords
from api.desk.errors import InvalidCredentialsError, TooManyAttemptsError
from api.domain import totp
from api.models.agent import Agent

MAX_FAILURES = 5
LOCK_OUT = timedelta(minutes=5)
SESSION_LIFETIME = timedelta(hours=10)
_ATTEMPTS_KEPT = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """The only time that the session's token is seen in clear."""

    agent: Agent
    token: str


def canonical_login(login: str) -> str:
    return login.strip().lower()


async def open_session(
    database: Database, login: str, password: str, one_time_code: str | None
) -> Opened:
    """Check who it is, and remember the browser.

    Raises:
        TooManyAttemptsError: `MAX_FAILURES` failures in a row, less than `LOCK_OUT` ago.
        InvalidCredentialsError: unknown login, wrong password, wrong or missing code.
    """
    canonical = canonical_login(login)
    await _count_attempt(database, hash_token(canonical))
    async with database.new_read_session.begin() as session:
        agent = await agent_repository.find_agent(session, canonical)
    right = await passwords.matches(password, agent.password_hash if agent else None)
    step = _totp_step(agent, one_time_code)
    if agent is None or not right or (agent.totp_secret and step is None):
        raise InvalidCredentialsError
    return Opened(agent, await _remember(database, agent, step))


async def _count_attempt(database: Database, login_hash: str) -> None:
    """Count a failure in advance; a success forgets it."""
    now = real_now()
    async with database.new_session.begin() as session:
        await agent_repository.forget_attempts_before(session, now - _ATTEMPTS_KEPT)
        attempts = await agent_repository.hold_attempts(session, login_hash, now)
        if attempts.locked_until is not None and attempts.locked_until > now:
            raise TooManyAttemptsError(math.ceil((attempts.locked_until - now) / _MINUTE))
        attempts.failures, attempts.last_at, attempts.locked_until = (
            attempts.failures + 1,
            now,
            None,
        )
        if attempts.failures >= MAX_FAILURES:
            attempts.failures, attempts.locked_until = 0, now + LOCK_OUT


def _totp_step(agent: Agent | None, code: str | None) -> int | None:
    if agent is None or agent.totp_secret is None or code is None:
        return None
    plain = code.replace(" ", "")
    return totp.accepted_step(
        agent.totp_secret, plain, real_now().timestamp(), agent.totp_last_step
    )


async def _remember(database: Database, agent: Agent, step: int | None) -> str:
    token, token_hash = new_opaque_token()
    now = real_now()
    async with database.new_session.begin() as session:
        if step is not None and not await agent_repository.use_totp_step(session, agent.id, step):
            raise InvalidCredentialsError
        await agent_repository.forget_attempts(session, hash_token(agent.login))
        await agent_repository.remove_expired(session, now)
        expires_at = now + SESSION_LIFETIME
        await agent_repository.add_session(session, token_hash, agent.id, expires_at)
    return token
