"""Short facts that a browser keeps for us, signed (HS256) and dated, readable but not forgeable.

The key is the desk's own: the portals that host the assistant have the other one.
"""

import time
from typing import Any

import jwt

from api.core.settings import get_settings


def signed(claims: dict[str, Any], audience: str, lifetime: int) -> str:
    """`audience` says what the cookie is for, so that none can stand for another; `lifetime`: s."""
    payload = {**claims, "aud": audience, "exp": int(time.time()) + lifetime}
    return jwt.encode(  # pyright: ignore[reportUnknownMemberType]
        payload, get_settings().resolved_desk_secret(), algorithm="HS256"
    )


def read(cookie: str | None, audience: str) -> dict[str, Any] | None:
    """The claims; None if there is no cookie, or if it is forged, expired or for something else."""
    try:
        return jwt.decode(  # pyright: ignore[reportUnknownMemberType]
            cookie or "",
            get_settings().resolved_desk_secret(),
            algorithms=["HS256"],
            audience=audience,
            options={"require": ["exp", "aud"]},
        )
    except jwt.InvalidTokenError:
        return None
