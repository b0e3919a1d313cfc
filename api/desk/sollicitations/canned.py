"""Canned replies, filled with what is known of a sollicitation."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.desk.access.auth import SignedIn
from api.desk.canned import service as canned
from api.desk.canned.schemas import CannedOut
from api.domain import canned_variables as variables
from api.models.sollicitation import Sollicitation


async def list_filled(
    session: AsyncSession, row: Sollicitation, agent: SignedIn
) -> list[CannedOut]:
    """With its author's name, structure, invoice and reference in place of the variables."""
    values = {
        # An anonymous author has no name, but what we call all of them.
        variables.NAME: row.author_name if row.user_id is not None else None,
        variables.AGENT: agent.name,
        variables.INVOICE: row.invoice_number,
        variables.STRUCTURE: row.structure.name if row.structure else None,
        variables.REFERENCE: row.reference,
    }
    return await canned.list_filled_with(session, values)
