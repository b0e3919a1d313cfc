"""Who acts on the desk: the cookie of a session, and the guard against other sites.

CSRF. The cookie is `SameSite=Strict`, but a sibling domain is the same site; so every call that
changes something is refused when the browser says it comes from another origin: by
`Sec-Fetch-Site` (all current browsers, over https or loopback), else by `Origin`, which browsers
send with every POST and DELETE and no page can forge. Chosen over a special header because the
contract of the desk is also for tools: a program that is not a browser sends neither, holds its
cookie by itself, and cannot be lured by a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.core.db import Database
from api.core.errors import AuthenticationRequiredError
from api.core.settings import get_settings
from api.core.tokens import hash_token
from api.desk.access import sessions
from api.desk.access.session_cookie import COOKIE
from api.desk.accounts.errors import PasswordChangeRequiredError, TotpRequiredError
from api.desk.errors import ForeignOriginError, RoleRequiredError
from api.domain.account_step import AccountStep
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent

HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The agent who calls, and the hash by which the session can be looked up again.

    With a `step`, the session opens nothing but what the step asks for.
    """

    login: str
    name: str
    role: AgentRole
    token_hash: str
    method: SignInMethod = SignInMethod.PASSWORD
    step: AccountStep | None = None

    @classmethod
    def of(
        cls, agent: Agent, token_hash: str, method: SignInMethod = SignInMethod.PASSWORD
    ) -> "SignedIn":
        step = _step(agent) if method is SignInMethod.PASSWORD else None
        return cls(agent.login, agent.name, agent.role, token_hash, method, step)


def refuse_other_origins(request: Request) -> None:
    """See above.

    Raises:
        ForeignOriginError: a browser says that another site's page makes the call.
    """
    if request.method in HARMLESS_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        ours = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("origin")
        ours = origin is None or _host_of(origin) == request.headers.get("host")
    if not ours:
        raise ForeignOriginError


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address, as `http://[`
        return ""


async def is_alive(database: Database, token_hash: str) -> bool:
    """Whether the session still stands: asked again by streams, which outlive it."""
    return await sessions.look_up(database, token_hash) is not None


async def _signed_in(request: Request) -> SignedIn:
    """The database session is ours and short: a stream that follows must hold none."""
    token_hash = hash_token(request.cookies.get(COOKIE, ""))
    found = await sessions.look_up(request.app.state.database, token_hash)
    if found is None:
        raise AuthenticationRequiredError
    return SignedIn.of(found.agent, token_hash, found.method)


def _step(agent: Agent) -> AccountStep | None:
    if agent.initial_until is not None:
        return AccountStep.PASSWORD
    if get_settings().desk_totp_required and agent.totp_secret is None:
        return AccountStep.TOTP
    return None


# Whoever is signed in, whatever the role and the step: for one's own account only.
SignedInDep = Annotated[SignedIn, Depends(_signed_in)]


def require(*roles: AgentRole) -> Callable[[SignedIn], SignedIn]:
    """A dependency: the caller, whose role includes one of these.

    Raises (when called):
        PasswordChangeRequiredError, TotpRequiredError: his account is not ready.
        RoleRequiredError: his role includes none.
    """

    def has_role(agent: SignedInDep) -> SignedIn:
        if agent.step is AccountStep.PASSWORD:
            raise PasswordChangeRequiredError
        if agent.step is AccountStep.TOTP:
            raise TotpRequiredError
        if not any(agent.role.includes(role) for role in roles):
            raise RoleRequiredError(roles)
        return agent

    return has_role


# Agents and supervisors; EDITOR and OPERATOR do not see conversations.
AgentDep = Annotated[SignedIn, Depends(require(AgentRole.AGENT))]
SupervisorDep = Annotated[SignedIn, Depends(require(AgentRole.SUPERVISOR))]
EditorDep = Annotated[SignedIn, Depends(require(AgentRole.EDITOR))]
OperatorDep = Annotated[SignedIn, Depends(require(AgentRole.OPERATOR))]
# Who may read what others did.
AuditorDep = Annotated[SignedIn, Depends(require(AgentRole.SUPERVISOR, AgentRole.OPERATOR))]
