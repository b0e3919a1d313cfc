"""What an agent does with his own account: password, one-time codes, recovery codes, sessions.

Who is signed in proves again who he is before anything changes by which he signs in: a session
left open, or stolen, does not suffice. Every change renews the session and ends the other ones.
"""

from datetime import timedelta
from urllib.parse import quote, urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.db import Database
from api.core.errors import AuthenticationRequiredError
from api.core.settings import get_settings
from api.desk.access import attempts, passwords, second_factor, session_repository, sessions
from api.desk.access.auth import SignedIn
from api.desk.accounts import agent_repository
from api.desk.accounts.errors import (
    ManagedElsewhereError,
    NoEnrolmentError,
    SamePasswordError,
    SessionNotFoundError,
    TotpMandatoryError,
    TotpMissingError,
    WrongCodeError,
    WrongSecretError,
)
from api.desk.accounts.schemas import SecurityOut, labelled
from api.domain import totp
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent

_ISSUER = "Chorale"
# Our choice: to open the application and type its first code.
_ENROLMENT_LIFETIME = timedelta(minutes=15)


async def security(session: AsyncSession, signed_in: SignedIn) -> SecurityOut:
    """How the account is kept."""
    agent = await agent_repository.find_agent(session, signed_in.login)
    if agent is None:
        raise AuthenticationRequiredError
    by_password = agent.password_hash is not None
    return SecurityOut(
        sign_in=labelled(SignInMethod.PASSWORD if by_password else SignInMethod.OIDC),
        initial_password=agent.initial_until is not None,
        totp=agent.totp_secret is not None,
        totp_required=by_password and get_settings().desk_totp_required,
        recovery_codes=await agent_repository.count_recovery_codes(session, agent.id),
    )


async def change_password(
    database: Database, signed_in: SignedIn, current: str, new: str, code: str | None
) -> str:
    """Returns the session's new token.

    Raises:
        WrongSecretError, TooManyAttemptsError: `current` is not the password, or `code` not one.
        WeakPasswordError, SamePasswordError: `new` cannot be one.
        ManagedElsewhereError: the account has none.
    """
    passwords.check(new, signed_in.login)
    if new == current:
        raise SamePasswordError
    await _prove_password(database, signed_in, current)
    password_hash = await passwords.hash_password(new)
    async with database.new_session.begin() as session:
        agent = await _account(session, signed_in)
        await _prove_factor(session, signed_in, agent, code)
        agent.password_hash, agent.initial_until = password_hash, None
        return await sessions.renew(session, agent.login, signed_in.token_hash)


async def begin_enrolment(
    database: Database, signed_in: SignedIn, password: str, code: str | None
) -> str:
    """A new secret, which opens nothing until its first code is confirmed.

    Raises:
        WrongSecretError, TooManyAttemptsError, ManagedElsewhereError: as `change_password`.
    """
    await _prove_password(database, signed_in, password)
    secret = totp.new_secret()
    async with database.new_session.begin() as session:
        agent = await _account(session, signed_in)
        await _prove_factor(session, signed_in, agent, code)
        agent.totp_pending, agent.totp_pending_until = secret, real_now() + _ENROLMENT_LIFETIME
    return secret


def enrolment_address(login: str, secret: str) -> str:
    """What authenticator applications read (« Key Uri Format »)."""
    query = urlencode({"secret": secret, "issuer": _ISSUER})
    return f"otpauth://totp/{quote(f'{_ISSUER}:{login}')}?{query}"


async def confirm_enrolment(
    database: Database, signed_in: SignedIn, code: str
) -> tuple[list[str], str]:
    """Ask for codes from now on. Returns the recovery codes, and the session's new token.

    Raises:
        NoEnrolmentError: no secret awaits, or it has awaited too long.
        WrongCodeError, TooManyAttemptsError: the code is not one of its.
    """
    await attempts.count(database, attempts.of_session(signed_in.token_hash))
    async with database.new_session.begin() as session:
        agent = await _account(session, signed_in)
        secret, now = _awaited(agent), real_now().timestamp()
        step = totp.accepted_step(secret, code.replace(" ", ""), now, None)
        if step is None:
            raise WrongCodeError
        agent.totp_secret, agent.totp_last_step = secret, step
        agent.totp_pending = agent.totp_pending_until = None
        await _forget_failures(session, signed_in)
        codes = await second_factor.renew_recovery_codes(session, agent.id)
        return codes, await sessions.renew(session, agent.login, signed_in.token_hash)


async def remove_totp(
    database: Database, signed_in: SignedIn, password: str, code: str | None
) -> str:
    """Ask for codes no more. Returns the session's new token.

    Raises:
        TotpMandatoryError, TotpMissingError, WrongSecretError, TooManyAttemptsError.
    """
    if get_settings().desk_totp_required:
        raise TotpMandatoryError
    await _prove_password(database, signed_in, password)
    async with database.new_session.begin() as session:
        agent = await _account_with_totp(session, signed_in)
        await _prove_factor(session, signed_in, agent, code)
        await forget_second_factor(session, agent)
        return await sessions.renew(session, agent.login, signed_in.token_hash)


async def renew_recovery_codes(
    database: Database, signed_in: SignedIn, password: str, code: str | None
) -> list[str]:
    """Ten new ones; those of before are void.

    Raises:
        TotpMissingError, WrongSecretError, TooManyAttemptsError.
    """
    await _prove_password(database, signed_in, password)
    async with database.new_session.begin() as session:
        agent = await _account_with_totp(session, signed_in)
        await _prove_factor(session, signed_in, agent, code)
        return await second_factor.renew_recovery_codes(session, agent.id)


async def forget_second_factor(session: AsyncSession, agent: Agent) -> None:
    agent.totp_secret = agent.totp_last_step = None
    agent.totp_pending = agent.totp_pending_until = None
    await agent_repository.replace_recovery_codes(session, agent.id, [])


async def end_session(session: AsyncSession, signed_in: SignedIn, name: str) -> None:
    """
    Raises:
        SessionNotFoundError: the agent has none of this id.
    """
    if not await session_repository.remove_named(session, signed_in.login, name):
        raise SessionNotFoundError


async def _prove_password(database: Database, signed_in: SignedIn, password: str) -> None:
    """Counted as a failure until `_forget_failures`: the code may still be wrong."""
    await attempts.count(database, attempts.of_session(signed_in.token_hash))
    async with database.new_read_session.begin() as session:
        agent = await agent_repository.find_agent(session, signed_in.login)
    if agent is not None and agent.password_hash is None:
        raise ManagedElsewhereError
    if not await passwords.matches(password, agent.password_hash if agent else None):
        raise WrongSecretError


async def _prove_factor(
    session: AsyncSession, signed_in: SignedIn, agent: Agent, code: str | None
) -> None:
    if agent.totp_secret is not None and not await second_factor.accept(session, agent, code or ""):
        raise WrongSecretError
    await _forget_failures(session, signed_in)


async def _forget_failures(session: AsyncSession, signed_in: SignedIn) -> None:
    await attempts.take_back(session, attempts.of_session(signed_in.token_hash))


async def _account(session: AsyncSession, signed_in: SignedIn) -> Agent:
    """Locked; whoever was expelled since the request began changes nothing any more."""
    agent = await agent_repository.hold_agent(session, signed_in.login)
    if agent is None or not await sessions.stands(session, signed_in.token_hash):
        raise AuthenticationRequiredError
    return agent


def _awaited(agent: Agent) -> str:
    until = agent.totp_pending_until
    if agent.totp_pending is None or until is None or until <= real_now():
        raise NoEnrolmentError
    return agent.totp_pending


async def _account_with_totp(session: AsyncSession, signed_in: SignedIn) -> Agent:
    agent = await _account(session, signed_in)
    if agent.totp_secret is None:
        raise TotpMissingError
    return agent
