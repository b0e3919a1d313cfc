"""Tokens: the identity a host portal signs, the one minted on a user's behalf, opaque ones."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

import jwt

from api.core.errors import AuthenticationRequiredError
from api.core.settings import get_settings

IDENTITY_AUDIENCE = "chorale"
PORTAL_AUDIENCE = "chorale-portal"
IDENTITY_SECONDS = 3600
ON_BEHALF_SECONDS = 120
# No bearer token travels in a link: this one, of ten minutes, stands for one download only.
DOWNLOAD_AUDIENCE = "chorale-download"
DOWNLOAD_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: `login` is None for an anonymous conversation, which reads the directory only."""

    login: str | None
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """What a link of ours gives, and to whom; his rights are read again when it is followed."""

    login: str
    numbers: tuple[str, ...]
    format: str


def sign_identity(login: str, name: str) -> str:
    """The JWT that a host portal would sign for its user (HS256, one hour)."""
    return _sign({"sub": login, "name": name}, IDENTITY_AUDIENCE, IDENTITY_SECONDS)


def mint_on_behalf(login: str | None, conversation_id: str) -> str:
    """A short-lived token with which the actions ask the portal in the user's place."""
    claims = {"sub": login or "", "conversation": conversation_id}
    return _sign(claims, PORTAL_AUDIENCE, ON_BEHALF_SECONDS)


def sign_download(wanted: Download) -> str:
    """A token of `DOWNLOAD_SECONDS` for one download."""
    claims = {"sub": wanted.login, "numbers": list(wanted.numbers), "format": wanted.format}
    return _sign(claims, DOWNLOAD_AUDIENCE, DOWNLOAD_SECONDS)


def verify_download(token: str) -> Download:
    """Raises AuthenticationRequiredError: malformed, expired, or not a download of ours."""
    claims = _verify(token, [DOWNLOAD_AUDIENCE])
    return Download(str(claims["sub"]), tuple(claims["numbers"]), str(claims["format"]))


def verify_identity(token: str) -> str:
    """Return the login of an identity JWT.

    Raises:
        AuthenticationRequiredError: malformed, expired or signed by somebody else.
    """
    return str(_verify(token, [IDENTITY_AUDIENCE])["sub"])


def verify_portal_bearer(token: str) -> Caller:
    """Accept an identity JWT or a token of ours minted on a user's behalf."""
    claims = _verify(token, [IDENTITY_AUDIENCE, PORTAL_AUDIENCE])
    return Caller(claims["sub"] or None, claims.get("conversation"))


def new_opaque_token() -> tuple[str, str]:
    """A random token for its holder, and the hash that we store."""
    token = secrets.token_urlsafe(32)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _sign(claims: dict[str, Any], audience: str, lifetime: int) -> str:
    issued = int(time.time())
    payload = {**claims, "aud": audience, "iat": issued, "exp": issued + lifetime}
    return jwt.encode(  # pyright: ignore[reportUnknownMemberType]
        payload, get_settings().resolved_secret(), algorithm="HS256"
    )


def _verify(token: str, audiences: list[str]) -> dict[str, Any]:
    try:
        return jwt.decode(  # pyright: ignore[reportUnknownMemberType]
            token,
            get_settings().resolved_secret(),
            algorithms=["HS256"],
            audience=audiences,
            options={"require": ["exp", "sub", "aud"]},
        )
    except jwt.InvalidTokenError as error:
        raise AuthenticationRequiredError from error
