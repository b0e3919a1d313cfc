"""A conversation changes hands: by its agent, or by a supervisor."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import log, speaker
from api.chat.errors import ConversationNotFoundError
from api.desk.access.auth import SignedIn
from api.desk.case import notes
from api.desk.presence.colleagues import find_colleague
from api.desk.presence.schemas import ColleagueOut
from api.desk.queue import agent_queue_repository, repository
from api.desk.queue.elsewhere import refuse_elsewhere
from api.desk.queue.errors import AgentAbsentError, SameAgentError, TeamNotFoundError
from api.desk.queue.exchange import system_message
from api.desk.queue.once_per_key import mark_of, was_done
from api.desk.schemas import ToIn, TransferIn
from api.desk.supervision import team_repository
from api.domain.speaker import Speaker
from api.domain.typed_text import cleaned

REASON = "transfer"


async def transfer(
    session: AsyncSession,
    conversation_id: str,
    agent: SignedIn,
    wish: TransferIn,
    key: str | None = None,
) -> None:
    """To an agent who is there, at once; to a team or anyone, at the head of the queue.

    The same `key` again does nothing.

    Raises:
        ConversationNotFoundError: not in this agent's hands (any more).
        AgentNotFoundError, AgentAbsentError, SameAgentError, TeamNotFoundError: no such person.
    """
    await speaker.lock_queue(session)
    mark = mark_of(conversation_id, REASON, agent, key)
    if await was_done(session, conversation_id, mark):
        return
    holder = await repository.find_holder(session, conversation_id)
    if holder is None or holder.speaker is not Speaker.AGENT or holder.agent_login != agent.login:
        raise ConversationNotFoundError
    whom = await _hand_over(session, conversation_id, wish.to, agent.login)
    text = f"{agent.name} transmet votre demande {whom}, qui lira vos échanges."
    await log.append(session, conversation_id, [system_message(text, mark)])
    if kept := cleaned(wish.note or ""):
        await notes.write(session, conversation_id, agent, kept)


async def reassign(
    session: AsyncSession,
    conversation_id: str,
    chief: SignedIn,
    to: ToIn | None,
    key: str | None = None,
) -> None:
    """A supervisor's choice: for one who waits as for one who is with an agent.

    `to` None puts back at the head of the queue, or lets go of whom one who waits was kept for.
    The same `key` again does nothing.

    Raises:
        ConversationNotFoundError: neither waiting nor with an agent.
        AgentNotFoundError, AgentAbsentError, SameAgentError, TeamNotFoundError: no such person.
    """
    refuse_elsewhere()
    await speaker.lock_queue(session)
    mark = mark_of(conversation_id, "reassign", chief, key)
    if await _was_reassigned(session, conversation_id, to, mark):
        return
    holder = await repository.find_holder(session, conversation_id)
    if holder is None or holder.speaker not in (Speaker.QUEUED, Speaker.AGENT):
        raise ConversationNotFoundError
    if holder.speaker is Speaker.QUEUED:
        await _reassign_waiting(session, conversation_id, to, mark)
        return
    whom = await _hand_over(session, conversation_id, to, holder.agent_login)
    text = f"Votre demande est confiée {whom}, qui lira vos échanges."
    await log.append(session, conversation_id, [system_message(text, mark)])


async def _was_reassigned(
    session: AsyncSession, conversation_id: str, to: ToIn | None, mark: str | None
) -> bool:
    """Of one who waited and was given to an agent, the user reads no sentence that bears a mark."""
    if await was_done(session, conversation_id, mark):
        return True
    login = to.agent if to is not None else None
    taken = await agent_queue_repository.taken_with(session, login or "", mark)
    return taken == conversation_id


async def _reassign_waiting(
    session: AsyncSession, conversation_id: str, to: ToIn | None, mark: str | None
) -> None:
    if to is not None and to.agent is not None:
        colleague = await _present(session, to.agent)
        await speaker.claim(session, conversation_id, colleague.login, colleague.name)
        await agent_queue_repository.keep_key(session, conversation_id, mark)
        return
    team = None if to is None or to.team is None else (await _team(session, to.team))[0]
    await speaker.propose_to(session, conversation_id, team=team)


async def _hand_over(
    session: AsyncSession, conversation_id: str, to: ToIn | None, from_login: str | None
) -> str:
    """Move it; returns the French for « to whom »."""
    if to is not None and to.agent is not None:
        colleague = await _present(session, to.agent)
        if colleague.login == from_login:
            raise SameAgentError
        await speaker.transfer(
            session, conversation_id, from_login, colleague.login, colleague.name
        )
        return f"à {colleague.name}"
    team, whom = None, "à un autre agent"
    if to is not None and to.team is not None:
        team, name = await _team(session, to.team)
        whom = f"à l’équipe « {name} »"
    await speaker.give_back(session, conversation_id, from_login, REASON, team=team)
    return whom


async def _present(session: AsyncSession, login: str) -> ColleagueOut:
    colleague = await find_colleague(session, login)
    if not (colleague.present and colleague.available):
        raise AgentAbsentError(colleague.name)
    return colleague


async def _team(session: AsyncSession, code: str) -> tuple[str, str]:
    team = await team_repository.find(session, code)
    if team is None:
        raise TeamNotFoundError
    return team.code, team.name
