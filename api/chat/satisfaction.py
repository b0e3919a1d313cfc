"""« Cet échange vous a-t-il aidé ? »: asked once per exchange with an agent, never insisted on."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import drafts, episodes, log
from api.chat.agent_hours import agent_hours
from api.chat.errors import UnknownChoiceError
from api.chat.log import ChoiceDraft
from api.domain.choice_action import ChoiceAction
from api.domain.satisfaction import Satisfaction
from api.models.desk_episode import DeskEpisode

_QUESTION = "Cet échange avec {agent} vous a-t-il aidé ?"
_THANKS = "Merci de votre réponse. Je suis à votre disposition pour toute autre question."
_SORRY = (
    "Merci de votre réponse, et je regrette que cet échange n’ait pas suffi. Vous pouvez me "
    "reposer votre question"
)


async def ask(session: AsyncSession, conversation_id: str) -> None:
    """Ask about the exchange that has just ended; nothing if it was asked, or nobody came."""
    episode = await episodes.latest(session, conversation_id)
    if episode is None or episode.claimed_at is None or episode.satisfaction_asked:
        return
    episode.satisfaction_asked = True
    choices = [
        ChoiceDraft(grade.label, ChoiceAction.RATE_EXCHANGE, f"{episode.id}:{grade.value}")
        for grade in Satisfaction
    ]
    question = _QUESTION.format(agent=episode.agent_name or "l’agent")
    await log.append(session, conversation_id, [drafts.aside(question, choices)])


async def rate(session: AsyncSession, conversation_id: str, payload: str) -> Satisfaction:
    """Keep the grade that was given; the last one counts.

    Raises:
        UnknownChoiceError: not an exchange of this conversation.
    """
    number, grade = payload.split(":")
    episode = await session.get(DeskEpisode, int(number))
    if episode is None or episode.conversation_id != conversation_id:
        raise UnknownChoiceError
    episode.satisfaction = given = Satisfaction(int(grade))
    await session.flush()
    return given


async def thanks(session: AsyncSession, grade: Satisfaction) -> log.EventDraft:
    """What is said back; after a « non », a way to be heard."""
    if grade is not Satisfaction.NO:
        return drafts.aside(_THANKS)
    reachable = (await agent_hours(session)).reachable
    choices: Sequence[ChoiceDraft] = [drafts.FILE_SOLLICITATION]
    if reachable:
        choices = [drafts.CALL_AGENT, *choices]
    more = ", contacter de nouveau un agent" if reachable else ""
    return drafts.aside(f"{_SORRY}{more} ou déposer une sollicitation.", choices)
