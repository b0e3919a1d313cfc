"""The caller's own account, and what he lacks in it."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.errors import AuthenticationRequiredError
from api.domain.reader import Reader
from api.domain.rights import RattachementState, Space
from api.models.user import Rattachement, User
from api.portal.errors import RattachementMissingError, SpaceMissingError
from api.portal.me.repository import UserRepository
from api.portal.me.schemas import MeRead, OwnStructure, SpaceRead
from api.portal.schemas import Coded


async def read_me(session: AsyncSession, *, reader: Reader) -> MeRead:
    return me_of(await _own_user(session, reader))


def me_of(user: User) -> MeRead:
    """The same, of a user loaded by `UserRepository.find_by_login`."""
    return MeRead(
        login=user.login,
        name=user.name,
        structures=[
            _own_structure(item)
            for item in user.rattachements
            if item.state is not RattachementState.REMOVED
        ],
    )


async def explain_missing_invoice_spaces(
    session: AsyncSession, *, reader: Reader
) -> RattachementMissingError | SpaceMissingError:
    """The error to raise for a reader who has no space that shows invoices."""
    user = await _own_user(session, reader)
    own = [item for item in user.rattachements if item.structure_id in reader.structure_ids]
    if not own:
        return RattachementMissingError()
    return SpaceMissingError([await _missing_space_sentence(session, item) for item in own])


async def _own_user(session: AsyncSession, reader: Reader) -> User:
    user = await UserRepository(session).find_by_login(reader.login)
    if user is None:
        raise AuthenticationRequiredError
    return user


def _own_structure(item: Rattachement) -> OwnStructure:
    validated = item.state is RattachementState.VALIDATED
    held = {subscription.space for subscription in item.subscriptions if validated}
    return OwnStructure(
        siret=item.structure.siret,
        name=item.structure.name,
        role=Coded.of(item.role, item.role),
        attachment=Coded.of(item.state, item.state),
        spaces=[
            SpaceRead(code=each.space, label=each.space.label, subscribed=each.space in held)
            for each in item.structure.spaces
        ],
    )


async def _missing_space_sentence(session: AsyncSession, item: Rattachement) -> str:
    structure = item.structure
    space = Space.RECEIVED_INVOICES if structure.public else Space.ISSUED_INVOICES
    missing = f"L’espace « {space.label} » ne vous est pas ouvert pour {structure.name}"
    if item.role.manages:
        return f"{missing} : en tant que gestionnaire, vous pouvez l’ajouter vous-même."
    managers = await UserRepository(session).list_managers(structure.id)
    opened = any(each.space is space for each in structure.spaces)
    if opened and space.granted_at_once(item.role):
        return (
            f"{missing} : vous pouvez l’ajouter vous-même, ou vous faire aider par "
            f"{_name_of_granter(managers)}."
        )
    return f"{missing} : demandez-le à {_name_of_granter(managers)}."


def _name_of_granter(managers: Sequence[Rattachement]) -> str:
    if not managers:
        return "un gestionnaire de votre structure"
    first = managers[0]
    return f"{first.user.name} ({first.role.label.lower()})"
