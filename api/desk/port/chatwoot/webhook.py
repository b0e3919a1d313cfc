"""Reads what Chatwoot's agent bot webhook sends: that something moved, and nothing else.

What was said is read from the API then: webhooks may be lost, doubled, or overtake one another.
"""

import hmac
import re
import time
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError

from api.core.errors import AuthenticationRequiredError, InvalidRequestError
from api.core.signing import sign

# What Chatwoot's own documentation accepts: five minutes of age, thirty seconds ahead.
_OLDEST, _AHEAD = 300, 30
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_MESSAGE_EVENTS = frozenset({"message_created", "message_updated"})
_EVENTS = _MESSAGE_EVENTS | {
    "conversation_opened",
    "conversation_resolved",
    "conversation_status_changed",
    "conversation_updated",
}


class _Numbered(BaseModel):
    id: int


class _Body(BaseModel):
    event: str
    id: int | None = None
    message_type: str | int | None = None
    private: bool = False
    account: _Numbered | None = None
    conversation: _Numbered | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """`key` is the same for a repetition; None where a repetition cannot be told."""

    thread: int
    key: str | None


def verify(secret: str, timestamp: str, signature: str, body: bytes) -> None:
    """Check who sent the body.

    Raises:
        AuthenticationRequiredError: not signed with our secret, or too long ago.
    """
    refused = AuthenticationRequiredError("La signature de cet appel n’est pas valable.")
    if not _TIMESTAMP.fullmatch(timestamp) or not signature.isascii():
        raise refused
    expected = "sha256=" + sign(secret, timestamp, body)
    if not hmac.compare_digest(signature, expected):
        raise refused
    if not -_AHEAD <= time.time() - int(timestamp) <= _OLDEST:
        raise refused


def read(body: bytes, account: int) -> Moved | None:
    """What moved; None for what does not concern us.

    Raises:
        InvalidRequestError: not the form that Chatwoot documents.
    """
    try:
        told = _Body.model_validate_json(body)
    except ValidationError as error:
        raise InvalidRequestError("Le corps de cet appel n’a pas la forme attendue.") from error
    other_account = told.account is not None and told.account.id != account
    if told.event not in _EVENTS or other_account:
        return None
    if told.event not in _MESSAGE_EVENTS:
        return None if told.id is None else Moved(told.id, None)
    # Our own words come back too: users' messages, and the notes.
    if told.conversation is None or told.private or told.message_type in ("incoming", 0):
        return None
    key = f"{told.event}:{told.id}" if told.event == "message_created" else None
    return Moved(told.conversation.id, key)
