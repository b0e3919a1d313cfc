"""Towards a human agent: into the queue while they work, else when they will be back."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log, speaker
from api.chat.drafts import FILE_SOLLICITATION, LEAVE_QUEUE, bot_message
from api.core import clock
from api.core.settings import get_settings
from api.domain.opening_hours import OpeningHours, french_moment
from api.domain.speaker import Speaker

TOPIC = "contact_agent"


@dataclass(frozen=True, slots=True)
class AgentHours:
    """`next_opening` is French for « when », None for a desk that never closes."""

    open: bool
    next_opening: str | None

    def public(self) -> dict[str, Any]:
        return {"open": self.open, "next_opening": self.next_opening}


def agent_hours() -> AgentHours:
    """Whether agents can be reached now, and when they next come."""
    settings = get_settings()
    hours = OpeningHours.parse(settings.opening, settings.timezone)
    now = clock.now()
    try:
        return AgentHours(hours.is_open(now), french_moment(hours.next_opening(now)))
    except ValueError:
        return AgentHours(hours.is_open(now), None)


async def call_agent(session: AsyncSession, conversation_id: str, reason: str) -> None:
    """Put the user in the queue, or say when agents are back; the caller ends the turn.

    Nothing is said while an agent is already on.
    """
    current = await speaker.speaker_of(session, conversation_id)
    hours = agent_hours()
    if current is Speaker.BOT and not hours.open:
        await log.append(session, conversation_id, [_closed_message(hours)])
        return
    position = await speaker.enqueue(session, conversation_id, reason)
    if position is not None:
        await log.append(session, conversation_id, [_waiting_message(position)])


def _waiting_message(position: int) -> log.EventDraft:
    before = _before(position)
    text = (
        f"Votre demande est transmise à nos agents. Vous êtes en position {position} dans la file "
        f"d’attente ({before}).\n"
        "Vous pouvez déjà décrire votre besoin ici : l’agent lira vos messages en arrivant."
    )
    return replace(bot_message(text, [LEAVE_QUEUE], topic=TOPIC), votable=False)


def _closed_message(hours: AgentHours) -> log.EventDraft:
    back = f" Ils seront de retour le {hours.next_opening}." if hours.next_opening else ""
    text = (
        f"Nos agents ne sont pas disponibles pour le moment.{back}\n"
        "En attendant, je peux déposer pour vous une sollicitation, qui sera traitée par écrit, "
        "ou continuer à vous répondre."
    )
    return replace(bot_message(text, [FILE_SOLLICITATION], topic=TOPIC), votable=False)


def _before(position: int) -> str:
    if position == 1:
        return "vous êtes le prochain"
    return "une personne avant vous" if position == 2 else f"{position - 1} personnes avant vous"
