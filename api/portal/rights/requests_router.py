"""Filing requests for rights, deciding on them, and the diagnosis of a space not seen."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.core.db import ReadSessionDep
from api.domain.identifiers import MAX_IDENTIFIER
from api.portal.access import ReaderDep
from api.portal.rights import deciding, diagnosis, filing
from api.portal.rights.schemas import (
    DecisionCreate,
    RattachementRequestCreate,
    RequestPage,
    RequestRead,
    SpaceDiagnosis,
    SpaceRequestCreate,
)
from api.portal.rights.writing import WriteDep

router = APIRouter()


@router.post("/rattachement-requests", status_code=201)
async def ask_rattachement(body: RattachementRequestCreate, write: WriteDep) -> RequestRead:
    """Ask to be attached to the structure of a SIRET; one of its managers decides."""
    wanted = body.normalised()
    return await write.once(
        "rattachement-requests",
        wanted,
        RequestRead,
        lambda: filing.ask_rattachement(write.session, wanted, reader=write.reader),
    )


@router.post("/space-requests", status_code=201)
async def ask_space(body: SpaceRequestCreate, write: WriteDep) -> RequestRead:
    """Ask for a space of one's structure; accepted at once where no approval is needed."""
    wanted = body.normalised()
    return await write.once(
        "space-requests",
        wanted,
        RequestRead,
        lambda: filing.ask_space(write.session, wanted, reader=write.reader),
    )


@router.get("/requests")
async def list_requests(session: ReadSessionDep, reader: ReaderDep) -> RequestPage:
    """The caller's own, and those that wait for his decision."""
    return await deciding.list_requests(session, reader=reader)


@router.post("/requests/{request_id}/decision")
async def decide(request_id: int, body: DecisionCreate, write: WriteDep) -> RequestRead:
    """Accept or refuse, as a manager of the structure."""
    wanted = body.normalised()
    return await write.once(
        f"requests/{request_id}/decision",
        wanted,
        RequestRead,
        lambda: deciding.decide(write.session, request_id, wanted, reader=write.reader),
    )


@router.get("/diagnoses/spaces/{space}")
async def diagnose_space(
    space: str,
    session: ReadSessionDep,
    reader: ReaderDep,
    structure: Annotated[str | None, Query(max_length=2 * MAX_IDENTIFIER)] = None,
) -> SpaceDiagnosis:
    """Why the caller does not see a space, and the one step that is missing."""
    return await diagnosis.diagnose_space(session, space, structure, reader=reader)
