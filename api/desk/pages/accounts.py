"""An operator administers the accounts of the desk."""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.core.settings import get_settings
from api.desk.access.auth import OperatorDep, SignedIn
from api.desk.accounts import administration as accounts
from api.desk.accounts.schemas import AccountChangeIn, AccountOut, NewAccountIn
from api.desk.audit import recording as audit
from api.desk.pages.forms import Account, NewAccount, Reset
from api.desk.pages.guard import PageRoute, go
from api.desk.pages.rendering import html
from api.desk.pages.shell import ACCOUNTS, shell
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod

router = APIRouter(route_class=PageRoute)

_DONE = {
    "changed": "Le compte est modifié.",
    "closed": "Le compte est fermé et ses sessions sont terminées.",
    "opened": "Le compte est rouvert.",
}


@router.get(ACCOUNTS)
async def read_accounts(agent: OperatorDep, session: ReadSessionDep, done: str = "") -> Response:
    """Everybody, closed accounts included."""
    return await _page(session, agent, done=_DONE.get(done, ""))


@router.post(ACCOUNTS)
async def create_account(
    agent: OperatorDep,
    session: SessionDep,
    request: Request,
    form: NewAccount,
) -> Response:
    """A new account; its initial password is told this once, and to the same form sent again."""
    wanted = NewAccountIn.model_validate(form.model_dump(exclude={"key"}))
    created, password = await accounts.create(session, agent, wanted, form.idempotency_key)
    audit.specify(request, f"agent:{created.login}", role=form.role.value)
    told = f"Le compte {created.login} est créé."
    return await _page(session, agent, done=told, login=created.login, password=password)


@router.post(ACCOUNTS + "/{login}")
async def change_account(
    login: str,
    agent: OperatorDep,
    session: SessionDep,
    request: Request,
    form: Account,
) -> Response:
    """Another name or role; another role ends the sessions."""
    audit.specify(request, role=form.role.value)
    own = login == agent.login
    change = AccountChangeIn(name=form.name, role=None if own else form.role)
    await accounts.change(session, agent, login, change)
    return go(f"{ACCOUNTS}?done=changed")


@router.post(ACCOUNTS + "/{login}/deactivation")
async def deactivate_account(login: str, agent: OperatorDep, session: SessionDep) -> Response:
    """Close the account; its sessions end."""
    await accounts.deactivate(session, agent, login)
    return go(f"{ACCOUNTS}?done=closed")


@router.post(ACCOUNTS + "/{login}/reactivation")
async def reactivate_account(login: str, _: OperatorDep, session: SessionDep) -> Response:
    """Open the account again, as it was."""
    await accounts.reactivate(session, login)
    return go(f"{ACCOUNTS}?done=opened")


@router.post(ACCOUNTS + "/{login}/reset")
async def reset_account(
    login: str,
    agent: OperatorDep,
    session: SessionDep,
    form: Reset,
) -> Response:
    """A lost password or telephone: begin again."""
    changed, password = await accounts.reset(
        session, agent, login, form.sign_in, form.idempotency_key
    )
    told = f"Le compte {changed.login} est réinitialisé : ses anciens secrets sont nuls."
    return await _page(session, agent, done=told, login=changed.login, password=password)


async def _page(
    session: AsyncSession,
    agent: SignedIn,
    *,
    done: str = "",
    login: str = "",
    password: str | None = None,
) -> Response:
    rows = [AccountOut.of(row) for row in await accounts.every_account(session)]
    facts: dict[str, Any] = {
        **shell(agent, ACCOUNTS),
        "rows": rows,
        "roles": list(AgentRole),
        "methods": list(SignInMethod) if get_settings().oidc_issuer else [],
        "key": uuid4(),
        "done": done,
        "new_login": login,
        "new_password": password,
    }
    return html("accounts.html", **facts)
