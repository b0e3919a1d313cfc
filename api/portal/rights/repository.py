"""Structures and rattachements, read again under the lock of the structure before any write."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, selectinload

from api.domain.reader import Reader
from api.domain.rights import RattachementState, Role
from api.models.structure import Structure
from api.models.user import Rattachement, User

_MANAGERS = (Role.PRINCIPAL_MANAGER, Role.SECONDARY_MANAGER)


class RightsRepository:
    """Reads on behalf of a user, who has to be told apart from his colleagues by the service."""

    def __init__(self, session: AsyncSession, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    async def lock_structure(self, siret: str) -> Structure | None:
        """The structure with its open spaces; writes on its rights follow each other."""
        return await self._session.scalar(_locked().where(Structure.siret == siret))

    async def lock_structure_of_id(self, structure_id: int) -> Structure:
        found = await self._session.scalar(_locked().where(Structure.id == structure_id))
        assert found is not None, structure_id
        return found

    async def find_own(self, structure_id: int) -> Rattachement | None:
        return await self.find_of_user(structure_id, self._reader.user_id)

    async def find_own_by_siret(self, siret: str) -> Rattachement | None:
        """In any state; with its structure."""
        statement = _rattachements().where(
            Rattachement.user_id == self._reader.user_id, Structure.siret == siret
        )
        return await self._session.scalar(statement)

    async def find_of_user(self, structure_id: int, user_id: int) -> Rattachement | None:
        statement = _rattachements().where(
            Rattachement.structure_id == structure_id, Rattachement.user_id == user_id
        )
        return await self._session.scalar(statement)

    async def find_colleague(self, structure_id: int, login: str) -> Rattachement | None:
        statement = _rattachements().where(
            Rattachement.structure_id == structure_id, User.login == login
        )
        return await self._session.scalar(statement)

    async def list_of_structure(self, structure_id: int) -> Sequence[Rattachement]:
        """In every state but refused and removed, managers first."""
        statement = (
            _rattachements()
            .where(
                Rattachement.structure_id == structure_id,
                Rattachement.state.not_in((RattachementState.REFUSED, RattachementState.REMOVED)),
            )
            .order_by(Rattachement.role, Rattachement.id)
        )
        return (await self._session.scalars(statement)).all()

    async def list_managers(self, structure_id: int) -> Sequence[Rattachement]:
        """Validated ones, the principal first."""
        statement = (
            _rattachements()
            .where(
                Rattachement.structure_id == structure_id,
                Rattachement.state == RattachementState.VALIDATED,
                Rattachement.role.in_(_MANAGERS),
            )
            .order_by(Rattachement.role, Rattachement.id)
        )
        return (await self._session.scalars(statement)).all()

    async def list_own(self) -> Sequence[Rattachement]:
        """With their structures and the spaces open there, oldest first."""
        statement = (
            _rattachements()
            .where(Rattachement.user_id == self._reader.user_id)
            .order_by(Rattachement.id)
        )
        return (await self._session.scalars(statement)).all()

    async def find_public_structure(self, siret: str) -> Structure | None:
        statement = select(Structure).where(Structure.public.is_(True), Structure.siret == siret)
        return await self._session.scalar(statement)


def _locked() -> Select[Structure]:
    # Without key_share, rows of others that merely point at this one would wait too.
    return (
        select(Structure)
        .options(selectinload(Structure.spaces))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def _rattachements() -> Select[Rattachement]:
    """Fresh ones: a reader's own were loaded before the lock."""
    return (
        select(Rattachement)
        .join(Rattachement.user)
        .join(Rattachement.structure)
        .options(
            contains_eager(Rattachement.user),
            contains_eager(Rattachement.structure).selectinload(Structure.spaces),
            selectinload(Rattachement.subscriptions),
        )
        .execution_options(populate_existing=True)
    )
