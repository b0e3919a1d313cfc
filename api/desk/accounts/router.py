"""`/desk/v1/accounts`: an operator administers the accounts."""

from fastapi import APIRouter, Request, Response

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

router = APIRouter(prefix="/desk/v1/accounts", tags=["desk account"])


@router.get("")
async def read_accounts(_: OperatorDep, session: ReadSessionDep) -> AccountsOut:
    """Everybody, closed accounts included."""
    rows = await accounts.every_account(session)
    return AccountsOut(items=[AccountOut.of(row) for row in rows])


@router.post("", status_code=201)
async def create_account(
    body: NewAccountIn,
    _: OperatorDep,
    session: SessionDep,
    request: Request,
    response: Response,
) -> AccountWithPasswordOut:
    """A new account; its initial password, if any, is told this once."""
    response.headers["Cache-Control"] = "no-store"
    agent, password = await accounts.create(session, body)
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


@router.post("/{login}/reset")
async def reset_account(
    login: str, body: ResetIn, operator: OperatorDep, session: SessionDep, response: Response
) -> AccountWithPasswordOut:
    """A lost password or telephone: begin again; the sessions end."""
    response.headers["Cache-Control"] = "no-store"
    agent, password = await accounts.reset(session, operator, login, body.sign_in)
    return AccountWithPasswordOut(account=AccountOut.of(agent), initial_password=password)
