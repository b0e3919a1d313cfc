"""Cookies of the desk are signed by the desk alone."""

import time

import jwt

from api.core.settings import get_settings
from api.desk.access import signed_cookie


def _forged(key: str) -> str:
    claims = {"sub": "agent.1", "aud": "essai", "exp": int(time.time()) + 60}
    return jwt.encode(claims, key, algorithm="HS256")  # pyright: ignore[reportUnknownMemberType]


def test_portal_that_signs_identities_cannot_sign_a_cookie() -> None:
    assert signed_cookie.read(_forged(get_settings().resolved_secret()), "essai") is None


def test_key_of_the_desk_is_made_once_and_kept_in_the_data() -> None:
    cookie = signed_cookie.signed({"sub": "agent.1"}, "essai", 60)
    kept = (get_settings().data_dir / "desk-secret").read_text(encoding="utf-8")

    claims = signed_cookie.read(cookie, "essai")

    assert claims is not None
    assert claims["sub"] == "agent.1"
    assert signed_cookie.read(_forged(kept), "essai") is not None
