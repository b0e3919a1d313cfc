"""`Message-ID`s: known from the step alone, so that a repetition and a thread are seen as such."""

import re
from collections.abc import Sequence

from api.core.settings import Settings
from api.core.signing import keyed_hash
from api.mailroom.correspondent import Side
from api.mailroom.letter import sender_domain
from api.models.sollicitation import SollicitationStep

# Ours: enough for a mail program to find the thread, and a header of a reasonable length.
_MOST_BEFORE = 10
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,200}>")


def message_id(settings: Settings, name: str) -> str:
    """The identifier of the mail that we call `name`; nobody else can tell it beforehand."""
    mark = keyed_hash(settings.resolved_secret(), f"message-id\n{name}")[:32]
    return f"<{mark}@{sender_domain(settings)}>"


def step_id(settings: Settings, step_number: int, side: Side) -> str:
    return message_id(settings, f"sollicitation:{step_number}:{side.value}")


def before(settings: Settings, earlier: Sequence[SollicitationStep], side: Side) -> list[str]:
    """What that side sent or may have been sent before, oldest first; never the other side's."""
    return [_of(settings, step, side) for step in earlier[-_MOST_BEFORE:]]


def _of(settings: Settings, step: SollicitationStep, side: Side) -> str:
    own = step.by_mail and step.party is side.party
    if own and step.key and _MESSAGE_ID.fullmatch(step.key):
        return step.key
    return step_id(settings, step.id, side)
