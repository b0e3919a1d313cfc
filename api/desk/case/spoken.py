"""What a conversation speaks of: invoices, sollicitations, files, and its last question."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

from api.chat.attachments import told
from api.desk.case.repository import Spoken
from api.domain.agent_wish import is_agent_wish, is_queue_leave
from api.domain.chat_event import Sender
from api.domain.plain_text import compact

# A word with a figure in it may be a number of invoice (20 characters at most): only those that
# the user may see are found again.
_NUMBER = re.compile(r"(?=[\w/.-]*\d)[A-Za-z0-9][\w/.-]{2,19}", re.ASCII)
_TRAILING = "./-_"
_MAX_NUMBERS = 40


def invoices_spoken_of(spoken: Sequence[Spoken]) -> dict[str, set[str]]:
    """Numbers (compact), the last spoken of first, each with the suppliers (SIRET) that the
    assistant named; none where only people spoke of it.
    """
    found: dict[str, set[str]] = {}
    for number, siret in _mentions(spoken):
        if number in found or len(found) < _MAX_NUMBERS:
            found.setdefault(number, set()).update([siret] if siret else ())
    return found


def sollicitations_spoken_of(spoken: Sequence[Spoken]) -> list[str]:
    """References, the last shown first."""
    cards = (data for said in spoken for data in _resources(said.body))
    return [reference for data in cards if isinstance(reference := data.get("reference"), str)]


def files_of(spoken: Sequence[Spoken]) -> list[tuple[Spoken, dict[str, Any]]]:
    """The files that were sent, each with the message it came with, oldest first."""
    return [(said, file) for said in reversed(spoken) for file in said.body.get("attachments", ())]


def questions(spoken: Sequence[Spoken]) -> Iterator[Spoken]:
    """What the user said that may be a question, the last first."""
    for said in spoken:
        files = said.body.get("attachments")
        wordless = files and said.text == told(files)
        moves = is_agent_wish(said.text) or is_queue_leave(said.text)
        if said.sender is Sender.USER and not wordless and not moves:
            yield said


def _mentions(spoken: Sequence[Spoken]) -> Iterator[tuple[str, str | None]]:
    for said in spoken:
        for data in _resources(said.body):
            yield from _mention(data)
        if said.sender in {Sender.USER, Sender.AGENT}:
            for word in _NUMBER.findall(said.text):
                yield compact(word.rstrip(_TRAILING)), None


def _mention(data: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    number = data.get("number")
    if isinstance(number, str):
        siret = _mapping(data.get("supplier")).get("siret")
        yield compact(number), siret if isinstance(siret, str) else None
    about = data.get("invoice_number")
    if isinstance(about, str):
        yield compact(about), None


def _resources(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the portal told of the things on a card, the card's own first."""
    card: dict[str, Any] = body.get("card") or {}
    items: list[dict[str, Any]] = card.get("items") or []
    for part in (card, *items):
        yield _mapping(part.get("data"))


def _mapping(value: Any) -> dict[str, Any]:
    """What actions put on a card is theirs: nothing is taken for granted."""
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}
