"""One-time codes of six digits (RFC 6238: HMAC-SHA1, steps of 30 s)."""

import base64
import hashlib
import hmac
import secrets

STEP_SECONDS = 30
_DIGITS = 6
# A phone's clock may be one step off.
_TOLERANCE = 1


def new_secret() -> str:
    """160 random bits in base32, as authenticator applications read them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one step, counted from the Unix epoch."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def accepted_step(secret: str, code: str, unix_time: float, last_step: int | None) -> int | None:
    """The step that this code proves, to be kept as `last_step`; None if it is refused.

    A step up to `last_step` has served already and is refused.
    """
    current = int(unix_time) // STEP_SECONDS
    for step in range(current - _TOLERANCE, current + _TOLERANCE + 1):
        fresh = last_step is None or step > last_step
        if fresh and hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None
