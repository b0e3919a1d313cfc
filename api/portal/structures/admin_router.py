"""Creating a structure, and changing one as its manager; every write wants an `Idempotency-Key`."""

from fastapi import APIRouter

from api.domain.plain_text import compact
from api.portal.rights.writing import WriteDep
from api.portal.structures import administration, creation
from api.portal.structures.admin_schemas import (
    ServiceClosing,
    ServiceCreate,
    StructureChange,
    StructureCreate,
    StructureCreated,
)
from api.portal.structures.schemas import StructureRead

router = APIRouter(prefix="/structures")


@router.post("", status_code=201)
async def create_structure(body: StructureCreate, write: WriteDep) -> StructureCreated:
    """Create one's own private structure, and become its principal manager."""
    return await write.once(
        "structures",
        body,
        StructureCreated,
        lambda: creation.create(write.session, body, reader=write.reader),
    )


@router.patch("/{siret}")
async def change_structure(siret: str, body: StructureChange, write: WriteDep) -> StructureRead:
    """Change names, address, and the parameters of a public structure, as one of its managers."""
    return await write.once(
        f"structures/{compact(siret)}",
        body,
        StructureRead,
        lambda: administration.change(write.session, siret, body, reader=write.reader),
    )


@router.post("/{siret}/services", status_code=201)
async def open_service(siret: str, body: ServiceCreate, write: WriteDep) -> StructureRead:
    """Create a service of a public structure, or open again one that was closed."""
    return await write.once(
        f"structures/{compact(siret)}/services",
        body,
        StructureRead,
        lambda: administration.open_service(write.session, siret, body, reader=write.reader),
    )


# `:path` because a code may hold a slash.
@router.delete("/{siret}/services/{code:path}")
async def close_service(siret: str, code: str, write: WriteDep) -> StructureRead:
    """Close a service of a public structure for new invoices."""
    return await write.once(
        f"structures/{compact(siret)}/services/{compact(code)}/closing",
        ServiceClosing(),
        StructureRead,
        lambda: administration.close_service(write.session, siret, code, reader=write.reader),
    )
