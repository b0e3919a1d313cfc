"""The demonstration's users, as they are in the tables now."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from api.models.user import Rattachement, User


class DemoUserRepository:
    """Reads only the users whose logins are given: no real account can be impersonated."""

    def __init__(self, session: AsyncSession, logins: Collection[str]) -> None:
        self._session = session
        self._demonstration = User.login.in_(sorted(logins))

    async def find_by_login(self, login: str) -> User | None:
        statement = select(User).where(self._demonstration, User.login == login)
        return await self._session.scalar(statement)

    async def list_with_structures(self) -> Sequence[User]:
        """In the order in which they were loaded."""
        rattachements = selectinload(User.rattachements)
        statement = (
            select(User)
            .where(self._demonstration)
            .options(rattachements.joinedload(Rattachement.structure))
            .order_by(User.id)
        )
        return (await self._session.scalars(statement)).all()
