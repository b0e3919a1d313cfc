"""Who acts, and on which structure: settled under the structure's lock, before anything else."""

from dataclasses import dataclass

from api.domain.plain_text import compact
from api.domain.rights import RattachementState, Role
from api.models.structure import Structure
from api.models.user import Rattachement
from api.portal.errors import RattachementNotFoundError
from api.portal.rights.errors import (
    ColleagueNotFoundError,
    ManagerRequiredError,
    PrincipalManagerRequiredError,
)
from api.portal.rights.repository import RightsRepository


@dataclass(frozen=True, slots=True)
class Post:
    """A structure, locked, and the caller's own validated rattachement to it."""

    structure: Structure
    own: Rattachement


async def take_post(repository: RightsRepository, siret: str) -> Post:
    """Raises `RattachementNotFoundError`: no validated rattachement there, or no such structure."""
    wanted = compact(siret)
    structure = await repository.lock_structure(wanted)
    own = await repository.find_own(structure.id) if structure else None
    if structure is None or own is None or own.state is not RattachementState.VALIDATED:
        raise RattachementNotFoundError(wanted)
    return Post(structure, own)


async def take_manager_post(repository: RightsRepository, siret: str) -> Post:
    """Raises `ManagerRequiredError` too: the caller is a simple user there."""
    post = await take_post(repository, siret)
    if not post.own.role.manages:
        raise ManagerRequiredError
    return post


async def take_principal_post(repository: RightsRepository, siret: str) -> Post:
    """Raises `PrincipalManagerRequiredError` too: another one is the principal manager."""
    post = await take_post(repository, siret)
    if post.own.role is not Role.PRINCIPAL_MANAGER:
        raise PrincipalManagerRequiredError
    return post


async def find_colleague(repository: RightsRepository, post: Post, login: str) -> Rattachement:
    """Raises `ColleagueNotFoundError`: nobody of that login belongs to the structure."""
    found = await repository.find_colleague(post.structure.id, login.strip())
    if found is None or not found.state.held:
        raise ColleagueNotFoundError
    return found
