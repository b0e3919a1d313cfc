"""What a form answered, asked again by its address: it was told once, its page is shown.

A page that a form answers keeps the form's address: after another sign-in, or by the address bar,
the browser asks for it by GET. It tells nothing: nobody's session is read, nothing is recorded.
"""

from fastapi import APIRouter, Response

from api.desk.pages.guard import ACCOUNT, PageRoute, go
from api.desk.pages.shell import ACCOUNTS

router = APIRouter(route_class=PageRoute)


@router.get(ACCOUNT + "/{form:path}")
async def leave_account_form() -> Response:
    """Password, one-time codes, sessions."""
    return go(ACCOUNT)


@router.get(ACCOUNTS + "/{form:path}")
async def leave_accounts_form() -> Response:
    """A new account, a reset."""
    return go(ACCOUNTS)
