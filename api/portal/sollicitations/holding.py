"""A sollicitation with what its reading needs, locked or not."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.models.sollicitation import Sollicitation
from api.portal.errors import SollicitationNotFoundError


def loaded(*conditions: ColumnElement[bool]) -> Select[Sollicitation]:
    """With both its structures."""
    return (
        select(Sollicitation)
        .where(*conditions)
        .options(joinedload(Sollicitation.structure), joinedload(Sollicitation.addressee))
    )


async def hold(session: AsyncSession, sollicitation_id: int) -> Sollicitation:
    """As it is now, locked until the transaction ends.

    Raises:
        SollicitationNotFoundError: it was erased meanwhile.
    """
    # Weaker than FOR UPDATE: rows that refer to it may be written meanwhile.
    statement = (
        loaded(Sollicitation.id == sollicitation_id)
        .with_for_update(of=Sollicitation, key_share=True)
        .execution_options(populate_existing=True)
    )
    held = await session.scalar(statement)
    if held is None:
        raise SollicitationNotFoundError("de ce numéro")
    return held
