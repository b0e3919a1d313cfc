"""Whether an agent can come now, and what users are told otherwise: the one calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.agents_present import somebody_there
from api.core import clock
from api.core.settings import get_settings
from api.domain.opening_hours import Closure, OpeningHours, french_moment
from api.models.desk_closure import DeskClosure


@dataclass(frozen=True, slots=True)
class AgentHours:
    """`present`: somebody is at the desk, whatever the hour. `next_opening` None: never closed,
    or closed for longer than anybody plans.
    """

    open: bool
    present: bool
    next_opening: datetime | None

    @property
    def reachable(self) -> bool:
        """Only then is an agent offered; who asks for one is queued while the desk is open."""
        return self.open and self.present

    @property
    def back(self) -> str | None:
        """French for when the desk opens next: « lundi 23 novembre à 8 h 30 »."""
        return french_moment(self.next_opening) if self.next_opening else None

    def public(self) -> dict[str, Any]:
        """What the bot is told (docs/architecture.md)."""
        return {"open": self.open, "present": self.present, "next_opening": self.back}

    def sentence(self) -> str:
        if self.reachable:
            return "Un agent peut vous répondre maintenant."
        if self.open:
            later = f" Après la prochaine fermeture, l’accueil rouvre le {self.back}."
            return f"Aucun de nos agents n’est connecté à l’instant.{later if self.back else ''}"
        later = f" Ils seront de retour le {self.back}." if self.back else ""
        return f"Nos agents ne sont pas disponibles pour le moment.{later}"


async def agent_hours(session: AsyncSession) -> AgentHours:
    """As of now: weekly slots, public holidays, exceptional closures, presence."""
    settings, now = get_settings(), clock.now()
    closures = await _closures(session, now)
    hours = OpeningHours.parse(settings.opening, settings.timezone, closures)
    return AgentHours(hours.is_open(now), await somebody_there(session), _next(hours, now))


def _next(hours: OpeningHours, now: datetime) -> datetime | None:
    try:
        return hours.next_opening(now)
    except ValueError:
        return None


async def _closures(session: AsyncSession, now: datetime) -> list[Closure]:
    statement = select(DeskClosure.starts_at, DeskClosure.ends_at).where(DeskClosure.ends_at > now)
    return [Closure(start, end) for start, end in (await session.execute(statement)).all()]
