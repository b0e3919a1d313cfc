"""How much one author may file and say in an hour: nobody does more by hand."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import now
from api.core.settings import get_settings
from api.domain.sollicitation_acts import Party
from api.models.sollicitation import Sollicitation, SollicitationStep
from api.portal.sollicitations.errors import TooManyActsError, TooManySollicitationsError

_HOUR = timedelta(hours=1)


async def require_few_acts(session: AsyncSession, sollicitation_id: int) -> None:
    """Of its author, on this one, which is locked. Raises TooManyActsError."""
    statement = select(func.count(SollicitationStep.id)).where(
        SollicitationStep.sollicitation_id == sollicitation_id,
        SollicitationStep.party == Party.AUTHOR,
        SollicitationStep.at > now() - _HOUR,
    )
    if (await session.scalar(statement) or 0) >= get_settings().sollicitation_acts_per_hour:
        raise TooManyActsError


async def require_few_filings(
    session: AsyncSession, owned: ColumnElement[bool], *, anonymous: bool
) -> None:
    """Drafts count too. `owned`: the author's own, who is locked.

    Raises:
        TooManySollicitationsError: over his hour's.
    """
    settings = get_settings()
    most = settings.sollicitations_per_hour
    if anonymous:
        most = settings.sollicitations_per_hour_anonymous
    filed = select(func.count(Sollicitation.id)).where(
        owned, Sollicitation.created_at > now() - _HOUR
    )
    if (await session.scalar(filed) or 0) >= most:
        raise TooManySollicitationsError
