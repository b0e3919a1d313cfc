"""Checking what the identity provider signs: ID tokens, logout tokens, signed user information."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from api.core.settings import Settings
from api.desk.oidc.errors import LogoutTokenError, OidcUnavailableError
from api.desk.oidc.provider import Provider, Tokens

logger = logging.getLogger(__name__)

# Signatures by a key pair only: a shared secret, or none, would let others sign.
_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
# Clocks may differ by this much, in seconds.
_LEEWAY = 60
_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
# A logout token is used as soon as it is made (our choice, in seconds).
LOGOUT_AGE = 300


async def id_claims(
    provider: Provider, settings: Settings, tokens: Tokens, nonce: str
) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core 1.0, §3.1.3.7).

    Raises:
        OidcUnavailableError: not signed by the provider, not for us, not for this sign-in, or late.
    """
    try:
        token = await _decoded(provider, tokens.id_token)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": settings.oidc_issuer},
                "aud": {"essential": True, "value": settings.oidc_client_id},
            },
            {
                "nonce": nonce,
                "client_id": settings.oidc_client_id,
                "access_token": tokens.access_token,
            },
        )
        claims.validate(leeway=_LEEWAY)  # pyright: ignore[reportUnknownMemberType]
    except (JoseError, ValueError) as error:
        logger.warning("ID token refused: %s", type(error).__name__)
        raise OidcUnavailableError from error
    return dict(token.claims)


async def signed_claims(provider: Provider, settings: Settings, token: str) -> dict[str, Any]:
    """The claims of user information given as a JWT.

    Raises:
        OidcUnavailableError: not signed by the provider, or not for us.
    """
    try:
        claims = (await _decoded(provider, token)).claims
    except (JoseError, ValueError) as error:
        raise OidcUnavailableError from error
    if not _is_ours(claims, settings):
        raise OidcUnavailableError
    return dict(claims)


async def logout_claims(provider: Provider, settings: Settings, token: str) -> dict[str, Any]:
    """The claims of a logout token (OpenID Connect Back-Channel Logout 1.0, §2.6).

    Raises:
        LogoutTokenError: anything is not as it must be.
    """
    try:
        claims = dict((await _decoded(provider, token)).claims)
    except (JoseError, ValueError) as error:
        raise LogoutTokenError from error
    issued, expires = claims.get("iat"), claims.get("exp", time.time())
    events = claims.get("events")
    right = (
        _is_ours(claims, settings)
        and isinstance(events, dict)
        and _LOGOUT_EVENT in events
        and "nonce" not in claims
        and isinstance(claims.get("jti"), str)
        and isinstance(issued, int | float)
        and abs(time.time() - issued) <= LOGOUT_AGE
        and isinstance(expires, int | float)
        and expires >= time.time() - _LEEWAY
        and any(isinstance(claims.get(name), str) for name in ("sub", "sid"))
    )
    if not right:
        raise LogoutTokenError
    return claims


async def _decoded(provider: Provider, token: str) -> jwt.Token:
    supported = (await provider.facts()).id_token_signing_alg_values_supported
    allowed = sorted(_ALGORITHMS.intersection(supported))
    registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
    try:
        return _decode(token, await provider.keys(), registry)
    except (InvalidKeyIdError, ValueError):
        return _decode(token, await provider.keys(renewed=True), registry)


def _decode(token: str, keys: KeySet, registry: JWSRegistry) -> jwt.Token:
    return jwt.decode(token, keys, registry=registry)


def _is_ours(claims: Mapping[str, Any], settings: Settings) -> bool:
    audience = claims.get("aud")
    us = settings.oidc_client_id
    told = us in audience if isinstance(audience, list) else us == audience
    return claims.get("iss") == settings.oidc_issuer and told
