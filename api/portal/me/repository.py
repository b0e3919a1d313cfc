"""Users with their rattachements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from api.domain.rights import RattachementState, Role
from api.models.structure import Structure
from api.models.user import Rattachement, User


class UserRepository:
    """Reads a user's own account, and the managers he may turn to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_by_login(self, login: str) -> User | None:
        """The user, with rattachements, their structures, open spaces and subscriptions."""
        rattachements = selectinload(User.rattachements)
        statement = (
            select(User)
            .where(User.login == login)
            .options(
                rattachements.joinedload(Rattachement.structure).selectinload(Structure.spaces),
                rattachements.selectinload(Rattachement.subscriptions),
            )
        )
        return await self._session.scalar(statement)

    async def list_managers(self, structure_id: int) -> Sequence[Rattachement]:
        """Validated managers of a structure, the principal one first, with their users."""
        statement = (
            select(Rattachement)
            .where(
                Rattachement.structure_id == structure_id,
                Rattachement.state == RattachementState.VALIDATED,
                Rattachement.role.in_((Role.PRINCIPAL_MANAGER, Role.SECONDARY_MANAGER)),
            )
            .options(joinedload(Rattachement.user))
            .order_by(Rattachement.role, Rattachement.id)
        )
        return (await self._session.scalars(statement)).all()
