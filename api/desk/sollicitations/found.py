"""The sollicitation that a path names: that of the support, or nothing."""

from typing import Annotated

from fastapi import Depends, Path, Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import ReadSessionDep, SessionDep
from api.desk.access.auth import AgentDep, SignedIn
from api.desk.audit import recording as audit
from api.domain.agent_role import AgentRole
from api.models.sollicitation import Sollicitation
from api.portal.errors import SollicitationNotFoundError
from api.portal.sollicitations.reading import find_for_support

Reference = Annotated[str, Path(max_length=64)]


async def find(
    session: AsyncSession, reference: str, request: Request, agent: SignedIn
) -> Sollicitation:
    """By its reference, however it is said; the audit tells the one that it has.

    Raises:
        SollicitationNotFoundError: unknown, a draft, treated by a public client, or the caller
            answers nobody.
    """
    if not agent.role.includes(AgentRole.AGENT):
        raise SollicitationNotFoundError(reference)
    row = await find_for_support(session, reference)
    audit.specify(request, f"sollicitation:{row.reference}")
    return row


# The agent is asked for first: nobody else may tell known references from others.
async def _to_read(
    request: Request, reference: Reference, agent: AgentDep, session: ReadSessionDep
) -> Sollicitation:
    return await find(session, reference, request, agent)


async def _to_write(
    request: Request, reference: Reference, agent: AgentDep, session: SessionDep
) -> Sollicitation:
    return await find(session, reference, request, agent)


FoundDep = Annotated[Sollicitation, Depends(_to_read)]
FoundToWriteDep = Annotated[Sollicitation, Depends(_to_write)]
