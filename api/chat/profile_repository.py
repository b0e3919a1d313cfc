"""SQL of who a user of the portal is, as far as an answer may depend on it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.domain.profile import NOBODY, Profile
from api.domain.rights import RattachementState
from api.models.structure import Structure
from api.models.user import Rattachement, User


async def profile_of(session: AsyncSession, login: str | None) -> Profile:
    """The profile behind a login; nobody's when it is anonymous, or unknown to the portal."""
    if login is None:
        return NOBODY
    statement = (
        select(Structure.public, Rattachement.role)
        .join(Rattachement.structure)
        .join(Rattachement.user)
        .where(User.login == login, Rattachement.state == RattachementState.VALIDATED)
        .distinct()
    )
    rows = await session.execute(statement)
    return Profile.of((public, role) for public, role in rows)
