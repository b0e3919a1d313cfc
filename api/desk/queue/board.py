"""The agent's board: who waits, what is proposed to him, and the conversations in hand."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import speaker
from api.desk.queue import proposals, repository
from api.desk.queue.repository import Seen
from api.desk.schemas import (
    EstimateOut,
    Labelled,
    NoteOut,
    OwnedOut,
    QueueOut,
    UserOut,
    WaitingOut,
    WantedOut,
)
from api.domain.agent_wish import is_agent_wish
from api.domain.queue_proposal import Wanted
from api.domain.theme import theme_label
from api.domain.waiting_estimate import Wait
from api.models.desk_note import DeskNote

_EXCERPT = 140


async def read_board(session: AsyncSession, agent_login: str) -> QueueOut:
    """What this agent sees now."""
    mine = await repository.owned(session, agent_login)
    notes = await repository.last_notes(session, [row.id for row in mine])
    return QueueOut(
        waiting=await read_waiting(session, agent_login),
        mine=[_owned(row, notes) for row in mine],
    )


async def read_waiting(session: AsyncSession, agent_login: str) -> list[WaitingOut]:
    """The queue, in its order; `for_me` as for this agent."""
    waiting = await speaker.queue(session)
    if not waiting:
        return []
    seen = await repository.waiting(session)
    notes = await repository.last_notes(session, list(seen))
    texts = await repository.recent_texts(session, list(seen))
    mine = await proposals.for_agent(session, agent_login, waiting)
    return [
        _waiting(rank, seen[rank.conversation_id], texts, notes, mine)
        for rank in waiting
        if rank.conversation_id in seen
    ]


def excerpt_of(texts: Sequence[str]) -> str:
    """The start of the last thing said (latest first) that is more than asking for an agent."""
    telling = (text for text in texts if not is_agent_wish(text))
    line = " ".join(next(telling, texts[0] if texts else "").split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"


def user_of(seen: Seen) -> UserOut:
    return UserOut(login=seen.login, name=seen.name)


def _waiting(
    rank: speaker.Waiting,
    seen: Seen,
    texts: dict[str, list[str]],
    notes: dict[str, DeskNote],
    mine: frozenset[str],
) -> WaitingOut:
    return WaitingOut(
        id=seen.id,
        position=rank.position,
        waiting_since=rank.waiting_since,
        reason=rank.reason,
        user=user_of(seen),
        excerpt=excerpt_of(texts.get(seen.id, [])),
        note=_note(seen, notes),
        urgent=rank.urgent,
        theme=_theme(rank.wanted.theme),
        wanted=_wanted(rank.wanted),
        for_me=seen.id in mine,
        estimate=_estimate(rank.wait),
    )


def _owned(row: Seen, notes: dict[str, DeskNote]) -> OwnedOut:
    return OwnedOut(
        id=row.id,
        user=user_of(row),
        last_seq=row.last_seq,
        note=_note(row, notes),
        urgent=row.urgent,
        theme=_theme(row.theme),
        since=row.agent_since,
        waiting_for_agent=row.waiting_for_agent,
    )


def _theme(code: str | None) -> Labelled | None:
    return None if code is None else Labelled(code=code, label=theme_label(code))


def _wanted(wanted: Wanted) -> WantedOut | None:
    if wanted.agent is None and wanted.team is None:
        return None
    return WantedOut(agent=wanted.agent, team=wanted.team)


def _estimate(wait: Wait) -> EstimateOut | None:
    if wait.estimate is None:
        return None
    return EstimateOut(low=wait.estimate.low, high=wait.estimate.high)


def _note(seen: Seen, notes: dict[str, DeskNote]) -> NoteOut | None:
    note = notes.get(seen.id)
    return None if note is None else NoteOut(author=note.author, at=note.at, text=note.text)
