"""The signature by which our programs, and those that we tell things, know each other."""

import hashlib
import hmac


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Hex HMAC-SHA256 of `{timestamp}.` followed by the body; `timestamp` in Unix seconds."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def keyed_hash(secret: str, text: str) -> str:
    """Hex HMAC-SHA256 of `text`: known again by us, and told beforehand by nobody else.

    Begin each use's texts with a word of its own, so that none can stand for another's.
    """
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
