"""Who is calling: a bearer token, then the user it stands for and what he may see."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.core.errors import AuthenticationRequiredError
from api.core.tokens import Caller, verify_portal_bearer
from api.domain.reader import Reader
from api.domain.rights import RattachementState
from api.models.user import User
from api.portal.me.repository import UserRepository

_bearer = HTTPBearer(auto_error=False, description="JWT d’identité ou jeton au nom d’un usager")


def get_caller(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """The holder of a valid token, who may be anonymous.

    Raises:
        AuthenticationRequiredError: no token, or one that is invalid or expired.
    """
    if credentials is None:
        raise AuthenticationRequiredError("Connectez-vous pour consulter cette information.")
    return verify_portal_bearer(credentials.credentials)


CallerDep = Annotated[Caller, Depends(get_caller)]


async def load_reader(session: AsyncSession, login: str | None) -> Reader | None:
    """The reader behind a login; None for an anonymous caller or an unknown login."""
    user = await UserRepository(session).find_by_login(login) if login else None
    return None if user is None else reader_of(user)


async def _require_reader(session: AsyncSession, caller: Caller) -> Reader:
    if caller.login is None:
        raise AuthenticationRequiredError(
            "Cette information est personnelle : connectez-vous pour la consulter."
        )
    reader = await load_reader(session, caller.login)
    if reader is None:
        raise AuthenticationRequiredError("Votre compte n’est pas connu du portail.")
    return reader


async def get_reader(session: ReadSessionDep, caller: CallerDep) -> Reader:
    return await _require_reader(session, caller)


async def get_writing_reader(session: SessionDep, caller: CallerDep) -> Reader:
    """The same, read in the transaction that will write."""
    return await _require_reader(session, caller)


ReaderDep = Annotated[Reader, Depends(get_reader)]
WritingReaderDep = Annotated[Reader, Depends(get_writing_reader)]


def reader_of(user: User) -> Reader:
    """Of a user loaded by `UserRepository.find_by_login`."""
    validated = [item for item in user.rattachements if item.state is RattachementState.VALIDATED]
    return Reader(
        user.id,
        user.login,
        frozenset(item.structure_id for item in validated),
        frozenset(
            (item.structure_id, held.space) for item in validated for held in item.subscriptions
        ),
    )
