"""The identity provider, as its discovery document tells it (OpenID Connect Discovery 1.0)."""

import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, Field, ValidationError

from api.core.settings import Settings
from api.desk.oidc.errors import OidcUnavailableError

logger = logging.getLogger(__name__)

# Our choices, in seconds.
_TIMEOUT = 5.0
_FACTS_KEPT = 3600.0
# A token signed by an unknown key makes us read the keys again, not more often than this.
_KEYS_EVERY = 30.0
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class ProviderFacts(BaseModel):
    """What we use of the discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    id_token_signing_alg_values_supported: list[str] = Field(default_factory=lambda: ["RS256"])
    token_endpoint_auth_methods_supported: list[str] = Field(
        default_factory=lambda: ["client_secret_basic"]
    )


class Tokens(BaseModel):
    id_token: str
    access_token: str | None = None


class Provider:
    """Asks the provider, and keeps what it says of itself for a while.

    Every method raises `OidcUnavailableError` when it does not answer, or not as it should.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._issuer = settings.oidc_issuer
        self._clock = clock
        self._facts: ProviderFacts | None = None
        self._facts_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    async def facts(self) -> ProviderFacts:
        if self._facts is None or self._clock() - self._facts_at > _FACTS_KEPT:
            url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            self._facts = self._checked(await self._json("GET", url))
            self._facts_at = self._clock()
        return self._facts

    async def keys(self, *, renewed: bool = False) -> KeySet:
        """The keys that sign its tokens; read again, if it is time, when `renewed` is asked."""
        age = self._clock() - self._keys_at
        if self._keys is None or age > _FACTS_KEPT or (renewed and age > _KEYS_EVERY):
            found = await self._json("GET", (await self.facts()).jwks_uri)
            self._keys, self._keys_at = _key_set(found), self._clock()
        return self._keys

    async def exchange(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        """The tokens that a code of authorization stands for."""
        facts = await self.facts()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        client_id, secret = self._settings.oidc_client_id, self._settings.oidc_client_secret
        auth = None
        if not secret:
            form["client_id"] = client_id
        elif "client_secret_basic" in facts.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(_form_coded(client_id), _form_coded(secret))
        else:
            form |= {"client_id": client_id, "client_secret": secret}
        try:
            return Tokens.model_validate(
                await self._json("POST", facts.token_endpoint, data=form, auth=auth)
            )
        except ValidationError as error:
            raise _unavailable("token answer") from error

    async def user_info(self, access_token: str) -> dict[str, Any] | str | None:
        """What the provider says of the user: claims, or a JWT that holds them; None if nothing."""
        endpoint = (await self.facts()).userinfo_endpoint
        if endpoint is None:
            return None
        headers = {"Authorization": f"Bearer {access_token}"}
        answer = await self._ask("GET", endpoint, headers=headers)
        if answer.headers.get("content-type", "").startswith("application/jwt"):
            return answer.text
        return _object(answer)

    def _checked(self, found: dict[str, Any]) -> ProviderFacts:
        try:
            facts = ProviderFacts.model_validate(found)
        except ValidationError as error:
            raise _unavailable("discovery") from error
        endpoints = (facts.authorization_endpoint, facts.token_endpoint, facts.jwks_uri)
        if facts.issuer != self._issuer or not all(map(_is_safe, endpoints)):
            raise _unavailable("discovery")
        return facts

    async def _json(self, method: str, url: str, **request: Any) -> dict[str, Any]:
        return _object(await self._ask(method, url, **request))

    async def _ask(self, method: str, url: str, **request: Any) -> httpx.Response:
        if not _is_safe(url):
            raise _unavailable("address")
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT) as http:
                answer = await http.request(method, url, **request)
        except httpx.HTTPError as error:
            raise _unavailable(type(error).__name__) from error
        if answer.status_code != 200:
            raise _unavailable(f"status {answer.status_code}")
        return answer


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError as error:
        raise _unavailable("not JSON") from error
    if not isinstance(found, dict):
        raise _unavailable("not an object")
    return found  # pyright: ignore[reportUnknownVariableType]


def _key_set(found: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(found)  # pyright: ignore[reportArgumentType]
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise _unavailable("keys") from error


def _is_safe(url: str) -> bool:
    """TLS, except towards this machine: tokens and keys travel there."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _form_coded(value: str) -> str:
    """As RFC 6749 §2.3.1 wants both halves of the `Basic` header."""
    return quote_plus(value)


def _unavailable(why: str) -> OidcUnavailableError:
    logger.warning("identity provider: %s", why)
    return OidcUnavailableError()
