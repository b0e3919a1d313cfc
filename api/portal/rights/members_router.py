"""A structure's managers, users and open spaces: `/portal/v1/structures/{siret}/…`."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.core.db import ReadSessionDep
from api.domain.plain_text import compact
from api.portal.access import ReaderDep
from api.portal.rights import closing, members, opening
from api.portal.rights.schemas import (
    Detachment,
    ManagersRead,
    OpenSpacesRead,
    RattachementPage,
    RattachementRead,
    RoleChange,
    SpaceClosing,
    SpaceOpening,
    StateChange,
    Transfer,
)
from api.portal.rights.writing import WriteDep

router = APIRouter(prefix="/structures/{siret}")


@router.get("/managers")
async def list_managers(siret: str, session: ReadSessionDep, reader: ReaderDep) -> ManagersRead:
    """Names of the managers, for whoever is attached there."""
    return await members.list_managers(session, siret, reader=reader)


@router.get("/users")
async def list_users(siret: str, session: ReadSessionDep, reader: ReaderDep) -> RattachementPage:
    """Everybody attached there, for its managers."""
    return await members.list_users(session, siret, reader=reader)


@router.post("/spaces")
async def open_space(siret: str, body: SpaceOpening, write: WriteDep) -> OpenSpacesRead:
    """Open a space on the structure, as one of its managers."""
    return await write.once(
        f"structures/{compact(siret)}/spaces",
        body,
        OpenSpacesRead,
        lambda: opening.open_on_structure(write.session, siret, body.space, reader=write.reader),
    )


@router.delete("/spaces/{space}")
async def close_space(siret: str, space: str, write: WriteDep) -> OpenSpacesRead:
    """Close a space of the structure for all its users, as one of its managers."""
    return await write.once(
        f"structures/{compact(siret)}/spaces/{compact(space)}/closing",
        SpaceClosing(),
        OpenSpacesRead,
        lambda: closing.close_on_structure(write.session, siret, space, reader=write.reader),
    )


@router.delete("/users/{login}/spaces/{space}")
async def unsubscribe(siret: str, login: str, space: str, write: WriteDep) -> RattachementRead:
    """End somebody's use of a space: one's own, or a colleague's as a manager."""
    return await write.once(
        f"structures/{compact(siret)}/users/{login}/spaces/{compact(space)}/end",
        SpaceClosing(),
        RattachementRead,
        lambda: closing.unsubscribe(write.session, siret, login, space, reader=write.reader),
    )


@router.put("/users/{login}/role")
async def change_role(
    siret: str, login: str, body: RoleChange, write: WriteDep
) -> RattachementRead:
    """Make somebody a secondary manager, or a simple user again."""
    return await write.once(
        f"structures/{compact(siret)}/users/{login}/role",
        body,
        RattachementRead,
        lambda: members.change_role(write.session, siret, login, body.role, reader=write.reader),
    )


@router.put("/users/{login}/state")
async def change_state(
    siret: str, login: str, body: StateChange, write: WriteDep
) -> RattachementRead:
    """Disable somebody's rattachement, or enable it again."""
    return await write.once(
        f"structures/{compact(siret)}/users/{login}/state",
        body,
        RattachementRead,
        lambda: members.change_state(write.session, siret, login, body.state, reader=write.reader),
    )


@router.post("/principal-manager")
async def transfer(siret: str, body: Transfer, write: WriteDep) -> RattachementRead:
    """Hand the role of principal manager over, as the one who holds it."""
    return await write.once(
        f"structures/{compact(siret)}/principal-manager",
        body,
        RattachementRead,
        lambda: members.transfer(write.session, siret, body.login, reader=write.reader),
    )


@router.delete("/users/{login}")
async def detach(
    siret: str,
    login: str,
    write: WriteDep,
    successor: Annotated[str | None, Query(max_length=120)] = None,
) -> RattachementRead:
    """End a rattachement; a principal manager who leaves names his `successor`."""
    return await write.once(
        f"structures/{compact(siret)}/users/{login}/detachment",
        Detachment(successor=successor),
        RattachementRead,
        lambda: members.detach(write.session, siret, login, successor, reader=write.reader),
    )
