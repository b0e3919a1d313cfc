"""A user as the desk reads him: his own view, and the reader in whose place it is asked."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.profile import Profile
from api.domain.reader import Reader
from api.domain.rights import RattachementState
from api.portal.access import reader_of
from api.portal.me.repository import UserRepository
from api.portal.me.schemas import MeRead
from api.portal.me.service import me_of


@dataclass(frozen=True, slots=True)
class Account:
    """`reader` restricts every further reading to what this user may see."""

    me: MeRead
    reader: Reader
    profile: Profile


async def load_account(session: AsyncSession, login: str | None) -> Account | None:
    """None for an anonymous user, or a login unknown to the portal."""
    user = await UserRepository(session).find_by_login(login) if login else None
    if user is None:
        return None
    validated = [item for item in user.rattachements if item.state is RattachementState.VALIDATED]
    profile = Profile.of((item.structure.public, item.role) for item in validated)
    return Account(me_of(user), reader_of(user), profile)
