"""Passwords of agents: Argon2id, checked off the event loop."""

import asyncio
import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.core.settings import get_settings
from api.core.signing import keyed_hash
from api.desk.accounts.errors import WeakPasswordError

# OWASP's parameters for Argon2id: 19 MiB each, so that many attempts at once cannot fill memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when the login is unknown, so that the answer takes as long as for a known one.
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
# Our choices: length rather than signs of all kinds.
MIN_LENGTH = 12
MAX_LENGTH = 256
_MIN_DISTINCT = 6
_BYTES = 12


def new_password() -> str:
    """A random one, for a person to type: 96 bits."""
    return secrets.token_urlsafe(_BYTES)


def same_password(about: str) -> str:
    """As `new_password`, the same whenever the same thing is asked: for who lost the answer."""
    digest = keyed_hash(get_settings().resolved_desk_secret(), f"initial password {about}")
    return base64.urlsafe_b64encode(bytes.fromhex(digest)[:_BYTES]).decode()


def check(password: str, login: str) -> None:
    """
    Raises:
        WeakPasswordError: too short or too long, too few different signs, or built on the login.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPasswordError(f"compter de {MIN_LENGTH} à {MAX_LENGTH} caractères")
    if len(set(password.casefold())) < _MIN_DISTINCT:
        raise WeakPasswordError(f"compter au moins {_MIN_DISTINCT} caractères différents")
    if login.casefold() in password.casefold():
        raise WeakPasswordError("ne pas contenir l’identifiant")


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_HASHER.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one; `None` (nobody) costs the same time and says no."""
    right = await asyncio.to_thread(_verify, password, password_hash or _NOBODY)
    return right and password_hash is not None


def _verify(password: str, password_hash: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
