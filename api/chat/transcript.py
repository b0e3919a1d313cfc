"""A conversation in plain text, as its user may keep it: what was said, by whom, with sources."""

from collections.abc import Sequence
from datetime import datetime

from api.chat.log import Event
from api.core import clock
from api.core.settings import get_settings
from api.domain.chat_event import EventType, Sender
from api.domain.opening_hours import french_day
from api.domain.speaker import Speaker

_RULE = "—" * 40


def transcript(events: Sequence[Event]) -> str:
    """Dates and hours of the desk's time zone; lines end with `\\n`."""
    said = [event for event in events if _is_said(event)]
    assistant = get_settings().assistant_name
    head = [f"Conversation avec {assistant}, assistante automatique", *_span(said), _RULE]
    blocks = ["\n".join(head)]
    day = None
    for event in said:
        local = clock.local(event.at)
        if local.date() != day:
            day = local.date()
            blocks.append(f"{french_day(local)} {local.year}".capitalize())
        blocks.append(_block(event, local))
    return "\n\n".join(blocks) + "\n"


def file_name(at: datetime) -> str:
    return f"conversation-{clock.local(at):%Y-%m-%d-%Hh%M}.txt"


def _is_said(event: Event) -> bool:
    """Whoever came and left is told; places in the queue, which have passed, are not."""
    if event.type is EventType.STATE:
        return event.body["state"]["speaker"] != Speaker.QUEUED and "agent" in event.body["state"]
    return event.type is not EventType.TURN_END and bool(event.body.get("text"))


def _span(said: Sequence[Event]) -> list[str]:
    if not said:
        return []
    first, last = clock.local(said[0].at), clock.local(said[-1].at)
    begun = f"Commencée le {french_day(first)} {first.year} à {_hour(first)}"
    return [begun, f"Dernier message le {french_day(last)} {last.year} à {_hour(last)}"]


def _block(event: Event, local: datetime) -> str:
    lines = [f"[{_hour(local)}] {_name(event)} :", event.body["text"]]
    files = [file["name"] for file in event.body.get("attachments", [])]
    if files:
        lines.append(f"Pièces jointes : {', '.join(files)}")
    sources = [_source(source) for source in event.body.get("sources", [])]
    if sources:
        lines += ["Sources :", *sources]
    return "\n".join(lines)


def _source(source: dict[str, str | None]) -> str:
    address = f" – {source['url']}" if source.get("url") else ""
    return f"- {source.get('title')}{address}"


def _name(event: Event) -> str:
    author = event.body.get("author")
    match event.sender:
        case Sender.USER:
            return "Vous"
        case Sender.AGENT:
            return f"{author} (agent)" if author else "Agent"
        case Sender.BOT:
            return f"{author or get_settings().assistant_name} (assistante automatique)"
        case _:
            return "Service"


def _hour(local: datetime) -> str:
    return f"{local.hour} h {local.minute:02d}"
