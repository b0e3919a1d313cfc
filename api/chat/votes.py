"""The user's opinion on an answer and, when it is against, why: asked once, in one tap."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import agent_offer, conversation_repository, drafts, log
from api.chat.errors import AnswerNotFoundError, UnknownChoiceError
from api.chat.greeting import TOPIC as GREETING
from api.core import clock
from api.domain.chat_event import ANSWER_SENDERS, ANSWER_TYPES
from api.domain.choice_action import ChoiceAction
from api.domain.plain_text import storable
from api.domain.speaker import Speaker
from api.domain.vote_reason import VoteReason
from api.models.chat_vote import ChatVote

_WHY = "Merci de me l’avoir dit. Qu’est-ce qui n’allait pas dans cette réponse ?"
_THANKS = {
    VoteReason.OTHER_QUESTION: (
        "Merci, c’est noté. Reformulez votre question en une phrase courte{other}."
    ),
    VoteReason.INCOMPLETE: ("Merci, c’est noté. Posez-moi la question du point qui manque{other}."),
    VoteReason.WRONG: "Merci, c’est noté. Posez-moi votre question autrement{other}.",
}


async def vote(
    session: AsyncSession, conversation_id: str, seq: int, value: int, comment: str | None
) -> None:
    """Store one vote per answer; a second one replaces the first, comment included.

    Raises:
        AnswerNotFoundError: no answer of the assistant or of an agent has this number.
    """
    held = await conversation_repository.hold(session, conversation_id)
    event = await log.find(session, conversation_id, seq)
    if event is None or not _is_answer(event):
        raise AnswerNotFoundError
    row = await session.get(ChatVote, (conversation_id, seq))
    if row is None:
        row = ChatVote(conversation_id=conversation_id, seq=seq)
        session.add(row)
    row.value, row.at = value, clock.now()
    row.comment = storable(comment) or None if comment else None
    if value > 0:
        row.reason = None
    elif held.speaker is Speaker.BOT and event.body.get("topic") != GREETING:
        await _ask_why(session, event, conversation_id)


async def explain(session: AsyncSession, conversation_id: str, payload: str) -> VoteReason:
    """Store the reason that was tapped; the last one counts.

    Raises:
        UnknownChoiceError: the vote has changed since, which withdrew the question.
    """
    seq, code = payload.split(":")
    row = await session.get(ChatVote, (conversation_id, int(seq)))
    if row is None or row.value > 0:
        raise UnknownChoiceError
    row.reason = reason = VoteReason(code)
    return reason


async def thanks(
    session: AsyncSession, conversation_id: str, payload: str, reason: VoteReason
) -> log.EventDraft | None:
    """None where an agent is called, which says enough; proposes one where the user wants to."""
    text = _THANKS.get(reason)
    if text is None:
        return None
    answer = await log.find(session, conversation_id, int(payload.split(":", maxsplit=1)[0]))
    topic = _topic_of(answer) if answer else payload
    proposal = await agent_offer.propose(session, conversation_id, topic)
    said = text.format(other=proposal.words)
    return drafts.aside(" ".join(filter(None, (said, proposal.when))), proposal.choices)


def asks_for_agent(payload: str) -> bool:
    return payload.endswith(f":{VoteReason.WANTS_AGENT}")


def _is_answer(event: log.Event) -> bool:
    judged = event.type in ANSWER_TYPES and event.sender in ANSWER_SENDERS
    return judged and event.body.get("votable", True)


async def _ask_why(session: AsyncSession, answer: log.Event, conversation_id: str) -> None:
    """Once per answer, however often the vote changes. An agent is named where one can come."""
    topic = _topic_of(answer)
    agent = await agent_offer.is_offered(session, conversation_id, topic)
    choices = [
        log.ChoiceDraft(reason.label, ChoiceAction.EXPLAIN_VOTE, f"{answer.seq}:{reason}")
        for reason in VoteReason
        if agent or reason is not VoteReason.WANTS_AGENT
    ]
    if not await log.has_offered(session, conversation_id, choices[0]):
        question = drafts.aside(_WHY, choices, about=answer.seq)
        await log.append(session, conversation_id, [question])


def _topic_of(answer: log.Event) -> str:
    """What the answer was about; one that names no topic is a topic of its own."""
    return str(answer.body.get("topic") or f"#{answer.seq}")
