"""The agent's board: who waits, and the conversations in hand."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import speaker
from api.desk import repository
from api.desk.repository import Seen
from api.desk.schemas import NoteOut, OwnedOut, QueueOut, UserOut, WaitingOut
from api.domain.agent_wish import is_agent_wish
from api.models.desk_note import DeskNote

_EXCERPT = 140


async def read_board(session: AsyncSession, agent_login: str) -> QueueOut:
    """What this agent sees now."""
    mine = await repository.owned(session, agent_login)
    waiting = await speaker.queue(session)
    seen = await repository.waiting(session)
    ids = [row.id for row in mine] + list(seen)
    notes = await repository.last_notes(session, ids)
    texts = await repository.recent_texts(session, list(seen))
    return QueueOut(
        waiting=[
            _waiting(rank, seen[rank.conversation_id], texts, notes)
            for rank in waiting
            if rank.conversation_id in seen
        ],
        mine=[
            OwnedOut(id=row.id, user=_user(row), last_seq=row.last_seq, note=_note(row, notes))
            for row in mine
        ],
    )


def excerpt_of(texts: list[str]) -> str:
    """The start of the last thing said (latest first) that is more than asking for an agent."""
    telling = (text for text in texts if not is_agent_wish(text))
    line = " ".join(next(telling, texts[0] if texts else "").split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"


def _waiting(
    rank: speaker.Waiting, seen: Seen, texts: dict[str, list[str]], notes: dict[str, DeskNote]
) -> WaitingOut:
    return WaitingOut(
        id=seen.id,
        position=rank.position,
        waiting_since=rank.queued_at,
        reason=rank.reason,
        user=_user(seen),
        excerpt=excerpt_of(texts.get(seen.id, [])),
        note=_note(seen, notes),
    )


def _user(seen: Seen) -> UserOut:
    return UserOut(login=seen.login, name=seen.name)


def _note(seen: Seen, notes: dict[str, DeskNote]) -> NoteOut | None:
    note = notes.get(seen.id)
    return None if note is None else NoteOut(author=note.author, at=note.at, text=note.text)
