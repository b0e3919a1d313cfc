"""Counting failures to sign in, so that passwords cannot be guessed.

Three counts for a browser that we do not know: this login from this address, all logins from this
address, this login from anywhere. One for a browser in which this agent has signed in before: its
own. Nobody can thus lock an agent out for ever: from one address, one locks out only oneself; from
many, only browsers never used.

Each attempt is counted, and committed, before the password is checked: a hundred attempts at once
get no more tries than a hundred in a row. A success takes its own count back.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.db import Database
from api.core.tokens import hash_token
from api.desk.access.visitor import Visitor
from api.desk.accounts import agent_repository
from api.desk.errors import TooManyAttemptsError

# Our choices. The wide limits leave room for a whole office behind one address.
MAX_FAILURES = 5
MAX_FAILURES_OF_ADDRESS = 50
MAX_FAILURES_OF_LOGIN = 50
LOCK_OUT = timedelta(minutes=5)
_KEPT = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Count:
    """`own`: of one person only, so that a success forgets it whole."""

    key: str
    limit: int
    own: bool


def of_sign_in(login: str, visitor: Visitor) -> list[Count]:
    """What an attempt to sign in counts for."""
    known = visitor.known_browser(login)
    if known is not None:
        return [Count(hash_token(f"browser {known}"), MAX_FAILURES, own=True)]
    return [
        Count(hash_token(f"pair {login} {visitor.network}"), MAX_FAILURES, own=True),
        Count(hash_token(f"address {visitor.network}"), MAX_FAILURES_OF_ADDRESS, own=False),
        Count(of_login(login), MAX_FAILURES_OF_LOGIN, own=False),
    ]


def of_login(login: str) -> str:
    return hash_token(f"login {login}")


def of_session(token_hash: str) -> list[Count]:
    """For who is signed in already, and gives a password or a code again."""
    return [Count(hash_token(f"session {token_hash}"), MAX_FAILURES, own=True)]


async def count(database: Database, counts: Sequence[Count]) -> None:
    """Count a failure in advance.

    Raises:
        TooManyAttemptsError: one of the counts reached its limit less than `LOCK_OUT` ago.
    """
    now = real_now()
    async with database.new_session.begin() as session:
        await agent_repository.forget_attempts_before(session, now - _KEPT)
        for one in _in_order(counts):
            row = await agent_repository.hold_attempts(session, one.key, now)
            if row.locked_until is not None and row.locked_until > now:
                raise TooManyAttemptsError(math.ceil((row.locked_until - now) / _MINUTE))
            row.failures = 1 if row.locked_until is not None else row.failures + 1
            row.last_at = now
            row.locked_until = now + LOCK_OUT if row.failures >= one.limit else None


async def touch(session: AsyncSession, key: str) -> None:
    """Write the count as it is, for the time that writing takes."""
    row = await agent_repository.hold_attempts(session, key, real_now())
    row.last_at = real_now()


async def take_back(session: AsyncSession, counts: Sequence[Count]) -> None:
    """It was no failure after all."""
    for one in _in_order(counts):
        if one.own:
            await agent_repository.forget_attempts(session, one.key)
            continue
        row = await agent_repository.hold_attempts(session, one.key, real_now())
        row.failures = max(0, row.failures - 1)
        if row.failures < one.limit:
            row.locked_until = None


def _in_order(counts: Sequence[Count]) -> list[Count]:
    """Two attempts at once lock their common rows in the same order."""
    return sorted(counts, key=lambda one: one.key)
