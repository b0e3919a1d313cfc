"""Signature of the calls that `api` makes: HMAC-SHA256 of the time and the body."""

from __future__ import annotations

import hashlib
import hmac
import time

TOLERANCE_SECONDS = 300


def is_valid(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """True when `signature` is ours and the call is less than five minutes old."""
    try:
        age = abs(time.time() - int(timestamp))
    except ValueError:
        return False
    expected = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return age <= TOLERANCE_SECONDS and hmac.compare_digest(expected.hexdigest(), signature)
