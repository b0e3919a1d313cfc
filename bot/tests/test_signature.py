from __future__ import annotations

import hashlib
import hmac
import time

from channels.signature import is_valid

SECRET, BODY = "a-secret-of-the-gateway", b'{"text":"bonjour"}'


def sign(timestamp: str, body: bytes = BODY, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def test_our_own_signature_is_accepted() -> None:
    now = str(int(time.time()))
    assert is_valid(SECRET, now, BODY, sign(now))


def test_another_secret_body_or_time_is_refused() -> None:
    now, old = str(int(time.time())), str(int(time.time()) - 3600)
    assert not is_valid(SECRET, now, BODY, sign(now, secret="another"))
    assert not is_valid(SECRET, now, BODY + b" ", sign(now))
    assert not is_valid(SECRET, old, BODY, sign(old))
    assert not is_valid(SECRET, "soon", BODY, sign("soon"))
    assert not is_valid(SECRET, "", BODY, "")
