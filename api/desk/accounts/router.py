"""`/desk/v1/accounts`: an operator administers the accounts."""

from fastapi import APIRouter, Depends, Request, Response

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import OperatorDep
from api.desk.accounts import administration as accounts
from api.desk.accounts.schemas import (
    AccountChangeIn,
    AccountOut,
    AccountsOut,
    AccountWithPasswordOut,
    NewAccountIn,
    ResetIn,
)
from api.desk.audit import recording as audit
from api.desk.optional_key import OptionalKey

router = APIRouter(prefix="/desk/v1/accounts", tags=["desk account"])


def _kept_nowhere(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


# For an answer that tells a password.
_SECRET = [Depends(_kept_nowhere)]


@router.get("")
async def read_accounts(_: OperatorDep, session: ReadSessionDep) -> AccountsOut:
    """Everybody, closed accounts included."""
    rows = await accounts.every_account(session)
    return AccountsOut(items=[AccountOut.of(row) for row in rows])


@router.post("", status_code=201, dependencies=_SECRET)
async def create_account(
    body: NewAccountIn,
    operator: OperatorDep,
    session: SessionDep,
    request: Request,
    idempotency_key: OptionalKey = None,
) -> AccountWithPasswordOut:
    """A new account; its initial password, if any, is told this once (and to a retry)."""
    agent, password = await accounts.create(session, operator, body, idempotency_key)
    audit.specify(request, f"agent:{agent.login}", role=body.role.value)
    return AccountWithPasswordOut(account=AccountOut.of(agent), initial_password=password)


@router.patch("/{login}")
async def change_account(
    login: str,
    body: AccountChangeIn,
    operator: OperatorDep,
    session: SessionDep,
    request: Request,
) -> AccountOut:
    """Another name or role; another role ends the sessions."""
    if body.role is not None:
        audit.specify(request, role=body.role.value)
    return AccountOut.of(await accounts.change(session, operator, login, body))


@router.post("/{login}/deactivation", status_code=204)
async def deactivate_account(login: str, operator: OperatorDep, session: SessionDep) -> None:
    """Close the account; its sessions end."""
    await accounts.deactivate(session, operator, login)


@router.post("/{login}/reactivation", status_code=204)
async def reactivate_account(login: str, _: OperatorDep, session: SessionDep) -> None:
    """Open the account again, as it was."""
    await accounts.reactivate(session, login)


@router.post("/{login}/reset", dependencies=_SECRET)
async def reset_account(
    login: str,
    body: ResetIn,
    operator: OperatorDep,
    session: SessionDep,
    idempotency_key: OptionalKey = None,
) -> AccountWithPasswordOut:
    """A lost password or telephone: begin again; the sessions end."""
    agent, password = await accounts.reset(session, operator, login, body.sign_in, idempotency_key)
    return AccountWithPasswordOut(account=AccountOut.of(agent), initial_password=password)
