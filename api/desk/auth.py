"""Who acts on the desk: the cookie of a session, and the guard against other sites.

CSRF. The cookie is `SameSite=Strict`, but a sibling domain is the same site; so every call that
changes something is refused when the browser says it comes from another origin: by
`Sec-Fetch-Site` (all current browsers, over https or loopback), else by `Origin`, which browsers
send with every POST and DELETE and no page can forge. Chosen over a special header because the
contract of the desk is also for tools: a program that is not a browser sends neither, holds its
cookie by itself, and cannot be lured by a page.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from api.core.clock import real_now
from api.core.db import Database
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import hash_token
from api.desk import agent_repository
from api.desk.errors import ForeignOriginError
from api.desk.sign_in import SESSION_LIFETIME
from api.domain.agent_role import AgentRole
from api.models.agent import Agent

COOKIE = "chorale_desk"
_PATH = "/desk"
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The agent who calls, and the hash by which the session can be looked up again."""

    login: str
    name: str
    role: AgentRole
    token_hash: str

    @classmethod
    def of(cls, agent: Agent, token_hash: str) -> "SignedIn":
        return cls(agent.login, agent.name, agent.role, token_hash)


def refuse_other_origins(request: Request) -> None:
    """See above.

    Raises:
        ForeignOriginError: a browser says that another site's page makes the call.
    """
    if request.method in _HARMLESS:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        ours = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("origin")
        ours = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not ours:
        raise ForeignOriginError


async def is_alive(database: Database, token_hash: str) -> bool:
    """Whether the session still stands: asked again by streams, which outlive it."""
    async with database.new_read_session.begin() as session:
        found = await agent_repository.find_session_agent(session, token_hash, real_now())
    return found is not None


async def _signed_in(request: Request) -> SignedIn:
    """The session is ours and short: a stream that follows must hold none."""
    token_hash = hash_token(request.cookies.get(COOKIE, ""))
    database: Database = request.app.state.database
    async with database.new_read_session.begin() as session:
        agent = await agent_repository.find_session_agent(session, token_hash, real_now())
    if agent is None:
        raise AuthenticationRequiredError
    return SignedIn.of(agent, token_hash)


def set_cookie(response: Response, request: Request, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path=_PATH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def clear_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path=_PATH, httponly=True, samesite="strict")


AgentDep = Annotated[SignedIn, Depends(_signed_in)]
