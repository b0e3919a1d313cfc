"""« Transformer en sollicitation »: what was written while waiting becomes its description."""

import json

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat import attachments, drafts, log, speaker, turn_repository
from api.domain.agent_wish import is_agent_wish, is_queue_leave, is_sollicitation_wish
from api.domain.chat_event import EventType, Sender
from api.domain.close_outcome import CloseOutcome
from api.domain.speaker import Speaker
from api.models.chat_choice import ChatChoice

# The bounds of a description in the form (actions/sollicitations/answers.py): beyond them the
# form would refuse what its user never typed there.
_SHORTEST, _LONGEST = 10, 4000
_OPEN_FORM = "/file_sollicitation"


async def file_instead(session: AsyncSession, conversation_id: str, user_seq: int) -> None:
    """Leave the queue for the form of the bot, which owes its first question from now on.

    Who no longer waits only opens the form.
    """
    left = await speaker.end_exchange(
        session, conversation_id, Speaker.QUEUED, CloseOutcome.SOLLICITATION
    )
    written = await _written(session, conversation_id) if left else ""
    if left:
        await log.append(session, conversation_id, [drafts.aside(_announcement(written))])
    turn_repository.owe(session, conversation_id, user_seq, _payload(written))


def _announcement(written: str) -> str:
    text = "Vous avez quitté la file d’attente. Préparons votre sollicitation"
    if not written:
        return f"{text}."
    return (
        f"{text} : je reprends ce que vous avez écrit en attendant comme description. Vous la "
        "relirez avant l’envoi, et pourrez la modifier."
    )


def _payload(written: str) -> str:
    if not written:
        return _OPEN_FORM
    entities = json.dumps({"sol_description": written}, ensure_ascii=False, separators=(",", ":"))
    return f"{_OPEN_FORM}{entities}"


async def _written(session: AsyncSession, conversation_id: str) -> str:
    """The user's own words since he waits, clicks and commands left out; empty if too few."""
    clicks = await _labels(session, conversation_id)
    texts = [
        text
        for event in _since_waiting(await log.read_after(session, conversation_id, 0))
        if (text := _words_of(event)) and text not in clicks and not _is_command(text)
    ]
    whole = "\n".join(texts)
    return whole[:_LONGEST] if len(whole) >= _SHORTEST else ""


def _since_waiting(events: list[log.Event]) -> list[log.Event]:
    """From the last time that he began to wait: what an agent has read is never the bot's."""
    place, before = 0, Speaker.BOT.value
    for index, event in enumerate(events):
        if event.type is EventType.STATE:
            speaks = event.body["state"]["speaker"]
            place = index if speaks == Speaker.QUEUED.value != before else place
            before = speaks
    return events[place:]


def _words_of(event: log.Event) -> str:
    if event.sender is not Sender.USER or event.type is not EventType.MESSAGE:
        return ""
    text, files = event.body.get("text", ""), event.body.get("attachments", [])
    return "" if files and text == attachments.told(files) else text


def _is_command(text: str) -> bool:
    return is_agent_wish(text) or is_queue_leave(text) or is_sollicitation_wish(text)


async def _labels(session: AsyncSession, conversation_id: str) -> set[str]:
    statement = select(ChatChoice.label).where(ChatChoice.conversation_id == conversation_id)
    return set(await session.scalars(statement))
