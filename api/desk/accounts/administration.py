"""What an operator does with the accounts of others."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.settings import get_settings
from api.desk.access import attempts, passwords, session_repository
from api.desk.access.auth import SignedIn
from api.desk.access.sign_in import canonical_login
from api.desk.accounts import agent_repository, agents, own_account
from api.desk.accounts.agents import NewAgent
from api.desk.accounts.errors import (
    AccountNotFoundError,
    LoginTakenError,
    OidcNotConfiguredError,
    OwnAccountError,
)
from api.desk.accounts.schemas import AccountChangeIn, NewAccountIn
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent


async def every_account(session: AsyncSession) -> Sequence[Agent]:
    return await agent_repository.every_agent(session)


async def create(
    session: AsyncSession, operator: SignedIn, wanted: NewAccountIn, key: str | None = None
) -> tuple[Agent, str | None]:
    """The account and, if it is opened by password, the initial one.

    The same `key` again tells the same password, as long as it has not served.

    Raises:
        InvalidLoginError, LoginTakenError, OidcNotConfiguredError.
    """
    login = agents.checked_login(wanted.login)
    password = _new_password(wanted.sign_in, key and f"create {operator.login} {login} {key}")
    name = wanted.name.strip() or login
    new = NewAgent(login, name, wanted.role, password, initial=password is not None)
    if await agents.add(session, new):
        return await _hold(session, login), password
    known = await _hold(session, login)
    if key is None or not await _still_is(known, new):
        raise LoginTakenError(login)
    return known, password


async def change(
    session: AsyncSession, operator: SignedIn, login: str, wanted: AccountChangeIn
) -> Agent:
    """Another name or role; another role ends the sessions opened under the former one.

    Raises:
        AccountNotFoundError, OwnAccountError.
    """
    agent = await _hold(session, login)
    if wanted.name is not None and wanted.name.strip():
        agent.name = wanted.name.strip()
    if wanted.role is not None and wanted.role is not agent.role:
        _refuse_own(operator, agent)
        agent.role = wanted.role
        await session_repository.remove_all(session, agent.login)
    return agent


async def deactivate(session: AsyncSession, operator: SignedIn, login: str) -> None:
    """Close the account and end its sessions; what it did stays.

    Raises:
        AccountNotFoundError, OwnAccountError.
    """
    agent = await _hold(session, login)
    _refuse_own(operator, agent)
    agent.active = False
    await session_repository.remove_all(session, agent.login)


async def reactivate(session: AsyncSession, login: str) -> None:
    """
    Raises:
        AccountNotFoundError
    """
    (await _hold(session, login)).active = True


async def reset(
    session: AsyncSession,
    operator: SignedIn,
    login: str,
    method: SignInMethod,
    key: str | None = None,
) -> tuple[Agent, str | None]:
    """Begin again: former password, second factor, link to the provider and sessions are void.

    The same `key` again tells the same password.

    Raises:
        AccountNotFoundError, OwnAccountError, OidcNotConfiguredError.
    """
    agent = await _hold(session, login)
    _refuse_own(operator, agent)
    password = _new_password(method, key and f"reset {operator.login} {agent.login} {key}")
    agent.password_hash = await passwords.hash_password(password) if password else None
    agent.initial_until = agent.oidc_subject = None
    if password:
        agents.make_initial(agent)
    await own_account.forget_second_factor(session, agent)
    await session_repository.remove_all(session, agent.login)
    await agent_repository.forget_attempts(session, attempts.of_login(agent.login))
    return agent, password


def _new_password(method: SignInMethod, about: str | None) -> str | None:
    """`about`: what is asked, and its key; None is like nothing that was asked before."""
    if method is SignInMethod.PASSWORD:
        return passwords.same_password(about) if about else passwords.new_password()
    if not get_settings().oidc_issuer:
        raise OidcNotConfiguredError
    return None


async def _still_is(known: Agent, new: NewAgent) -> bool:
    """Whether the account is what was just asked, and nobody has entered by it yet."""
    if (known.name, known.role, known.active) != (new.name, new.role, True):
        return False
    if new.password is None:
        return known.password_hash is None and known.oidc_subject is None
    unused = known.initial_until is not None
    return unused and await passwords.matches(new.password, known.password_hash)


def _refuse_own(operator: SignedIn, agent: Agent) -> None:
    """So that there is always an operator left: whoever acts is one."""
    if agent.login == operator.login:
        raise OwnAccountError


async def _hold(session: AsyncSession, login: str) -> Agent:
    agent = await agent_repository.hold_agent(session, canonical_login(login))
    if agent is None:
        raise AccountNotFoundError
    return agent
