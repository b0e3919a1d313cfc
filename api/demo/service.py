"""Standing in for the host portal: who can log in, and the identity that it would sign."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.tokens import sign_identity
from api.demo.data.users import DEMO_USERS
from api.demo.errors import UnknownLoginError
from api.demo.repository import DemoUserRepository
from api.demo.schemas import Company, IdentityRead, LoginPage, LoginRead
from api.domain.plain_text import storable
from api.models.user import User

_LOGINS = frozenset(user.login for user in DEMO_USERS)


async def sign(session: AsyncSession, login: str) -> IdentityRead:
    """Raises `UnknownLoginError` for anybody but a user of the demonstration."""
    user = await DemoUserRepository(session, _LOGINS).find_by_login(storable(login))
    if user is None:
        raise UnknownLoginError
    return IdentityRead(identity=sign_identity(user.login, user.name))


async def list_logins(session: AsyncSession) -> LoginPage:
    users = await DemoUserRepository(session, _LOGINS).list_with_structures()
    return LoginPage(items=[_login(user) for user in users], total=len(users))


def _login(user: User) -> LoginRead:
    structures = [Company.model_validate(item.structure) for item in user.rattachements]
    return LoginRead(login=user.login, name=user.name, structures=structures)
