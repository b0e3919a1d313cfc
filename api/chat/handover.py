"""Towards a human agent: into the queue while they work, else when they will be back."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log, speaker
from api.chat.agent_hours import AgentHours, agent_hours
from api.chat.drafts import FILE_SOLLICITATION, WAITING_CHOICES, bot_message
from api.core.settings import get_settings
from api.domain.speaker import Speaker

TOPIC = "contact_agent"


async def call_agent(session: AsyncSession, conversation_id: str, reason: str) -> None:
    """Put the user in the queue, or say when agents are back; the caller ends the turn.

    Nothing is said while an agent is already on.
    """
    current = await speaker.speaker_of(session, conversation_id)
    hours = await agent_hours(session)
    if current is Speaker.BOT and not hours.open:
        await log.append(session, conversation_id, [_closed_message(hours)])
        return
    position = await speaker.enqueue(session, conversation_id, reason)
    if position is not None:
        await log.append(session, conversation_id, [_waiting_message(position, hours)])


def _waiting_message(position: int, hours: AgentHours) -> log.EventDraft:
    lines = [_sent(position, hours)]
    if hours.reachable:
        lines.append(
            "Vous pouvez déjà décrire votre besoin ici : l’agent lira vos messages en arrivant. "
            "Pour ne plus attendre, écrivez « annuler » ou « transformer en sollicitation »."
        )
    else:
        lines.append(
            "Vous pouvez attendre et décrire votre besoin ici. Pour ne plus attendre, écrivez "
            "« annuler », ou « transformer en sollicitation » : elle sera traitée par écrit."
        )
    said = bot_message("\n".join(lines), WAITING_CHOICES, topic=TOPIC)
    return replace(said, votable=False, choices_while=Speaker.QUEUED)


def _sent(position: int, hours: AgentHours) -> str:
    if not get_settings().desk_is_ours:
        return "Votre demande est transmise à nos agents."
    rank = f"Vous êtes en position {position} dans la file d’attente ({_before(position)})."
    if hours.reachable:
        return f"Votre demande est transmise à nos agents. {rank}"
    absent = (
        "Aucun agent n’est connecté pour l’instant : le premier qui se connectera lira votre "
        "demande."
    )
    return f"{absent} {rank}"


def _closed_message(hours: AgentHours) -> log.EventDraft:
    text = (
        f"{hours.sentence()}\n"
        "En attendant, je peux déposer pour vous une sollicitation, qui sera traitée par écrit, "
        "ou continuer à vous répondre."
    )
    return replace(bot_message(text, [FILE_SOLLICITATION], topic=TOPIC), votable=False)


def _before(position: int) -> str:
    if position == 1:
        return "vous êtes le prochain"
    return "une personne avant vous" if position == 2 else f"{position - 1} personnes avant vous"
