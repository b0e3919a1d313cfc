"""Signing in by an identity provider: authorization code with PKCE (OpenID Connect Core 1.0, §3.1).

Between the two halves the browser keeps state, nonce and verifier in one signed cookie, good for
some minutes and for the callback alone; each state serves once, whoever keeps a copy of the cookie.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import (
    create_s256_code_challenge,  # pyright: ignore[reportUnknownVariableType]
)
from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.clock import real_now
from api.core.db import Database
from api.core.settings import Settings, get_settings
from api.desk.access import session_repository, sessions, signed_cookie, spent_repository
from api.desk.access.sessions import Opened
from api.desk.access.visitor import Visitor
from api.desk.audit import repository as audit_repository
from api.desk.audit.repository import AuditEntry
from api.desk.oidc import accounts as oidc_accounts
from api.desk.oidc import identity as oidc_identity
from api.desk.oidc import token as oidc_token
from api.desk.oidc.errors import (
    LogoutTokenError,
    OidcExpiredError,
    OidcRefusedError,
    OidcUnavailableError,
    OidcUnknownError,
)
from api.desk.oidc.provider import Provider, Tokens
from api.domain.sign_in_method import SignInMethod

# Our choice, in seconds: to find one's password, or one's telephone.
COOKIE_LIFETIME = 600
_AUDIENCE = "chorale-desk-oidc"
_CALLBACK = "/desk/v1/oidc/callback"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Return:
    """What comes back by the browser: the provider's answer, and the cookie."""

    code: str | None
    state: str | None
    issuer: str | None
    error: str | None
    cookie: str | None


@dataclass(frozen=True, slots=True)
class OidcSignIn:
    """`base`: the address of the service as browsers know it, without a final slash."""

    database: Database
    provider: Provider
    base: str

    @classmethod
    def of(cls, request: Request) -> "OidcSignIn":
        """
        Raises:
            OidcUnknownError: no provider is set.
        """
        state = request.app.state
        settings: Settings = state.settings
        if not settings.oidc_issuer:
            raise OidcUnknownError
        if getattr(state, "oidc_provider", None) is None:
            state.oidc_provider = Provider(settings)
        base = settings.oidc_base_url or str(request.base_url)
        return cls(state.database, state.oidc_provider, base.rstrip("/"))

    async def depart(self) -> Departure:
        """
        Raises:
            OidcUnavailableError: the provider does not answer.
        """
        settings = get_settings()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        query = {
            "response_type": "code",
            "client_id": settings.oidc_client_id,
            "redirect_uri": self.base + _CALLBACK,
            "scope": settings.oidc_scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        kept = {"state": state, "nonce": nonce, "verifier": verifier}
        endpoint = (await self.provider.facts()).authorization_endpoint
        cookie = signed_cookie.signed(kept, _AUDIENCE, COOKIE_LIFETIME)
        return Departure(_with_query(endpoint, query), cookie)

    async def arrive(self, back: Return, visitor: Visitor) -> Opened:
        """Open the session of whom the provider has recognised.

        Raises:
            OidcExpiredError: the state is not this browser's, or is over, or has served.
            OidcUnavailableError: the provider's answer cannot be trusted.
            OidcRefusedError: the person has no account here, or gave up.
        """
        kept = _kept(back)
        async with self.database.new_session.begin() as session:
            fresh = await _spend(session, f"state {kept['state']}", COOKIE_LIFETIME)
        if not fresh:
            raise OidcExpiredError
        if back.error == "access_denied":
            raise OidcRefusedError
        # RFC 9207: the answer of another provider, slipped in, is not taken for this one's.
        if not back.code or back.issuer not in {None, get_settings().oidc_issuer}:
            raise OidcUnavailableError
        redirect_uri = self.base + _CALLBACK
        tokens = await self.provider.exchange(back.code, str(kept["verifier"]), redirect_uri)
        claims = await self._claims(tokens, str(kept["nonce"]))
        identity = oidc_identity.identity_of(claims, get_settings())
        async with self.database.new_session.begin() as session:
            agent = await oidc_accounts.account_of(session, identity)
            return await sessions.open_for(session, agent, visitor, SignInMethod.OIDC, identity.sid)

    async def sign_out_address(self) -> str | None:
        """Where the browser goes to leave the provider too; None if it offers nothing.

        Raises:
            OidcUnavailableError: the provider does not answer.
        """
        endpoint = (await self.provider.facts()).end_session_endpoint
        if endpoint is None:
            return None
        query = {
            "client_id": get_settings().oidc_client_id,
            "post_logout_redirect_uri": f"{self.base}/desk/sign-in",
        }
        return _with_query(endpoint, query)

    async def end_at_provider(self, logout_token: str) -> None:
        """The provider says that a session, or all those of a person, are over there.

        Raises:
            LogoutTokenError: not a token of the provider, for us, of now; or it has served.
        """
        settings = get_settings()
        claims = await oidc_token.logout_claims(self.provider, settings, logout_token)
        sub, sid = claims.get("sub"), claims.get("sid")
        subject = oidc_identity.subject_of(settings, sub) if isinstance(sub, str) else None
        # Together: were the sessions to stand after all, the provider may tell us again.
        async with self.database.new_session.begin() as session:
            if not await _spend(session, f"logout {claims['jti']}", oidc_token.LOGOUT_AGE * 2):
                raise LogoutTokenError
            for login in await session_repository.remove_at_provider(session, subject, sid):
                entry = AuditEntry(real_now(), login, "sign_out_by_provider")
                audit_repository.add(session, entry)

    async def _claims(self, tokens: Tokens, nonce: str) -> dict[str, Any]:
        """Those of the ID token, completed by the user information if it leaves some out."""
        settings = get_settings()
        claims = await oidc_token.id_claims(self.provider, settings, tokens, nonce)
        if tokens.access_token is None or not oidc_identity.lacks_claims(claims, settings):
            return claims
        told = await self.provider.user_info(tokens.access_token)
        if isinstance(told, str):
            told = await oidc_token.signed_claims(self.provider, settings, told)
        if told is None:
            return claims
        if told.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, §5.3.2
            raise OidcUnavailableError
        return told | claims


async def _spend(session: AsyncSession, value: str, lifetime: int) -> bool:
    """Whether the value had not served yet; it has now, if the transaction is kept."""
    now = real_now()
    await spent_repository.remove_before(session, now)
    return await spent_repository.spend(session, value, now + timedelta(seconds=lifetime))


def _kept(back: Return) -> dict[str, Any]:
    kept = signed_cookie.read(back.cookie, _AUDIENCE)
    if kept is None or not back.state:
        raise OidcExpiredError
    if not secrets.compare_digest(back.state.encode(), str(kept["state"]).encode()):
        raise OidcExpiredError
    return kept


def _challenge(verifier: str) -> str:
    challenge = create_s256_code_challenge(verifier)  # pyright: ignore[reportUnknownVariableType]
    return str(challenge)  # pyright: ignore[reportUnknownArgumentType]


def _with_query(endpoint: str, query: dict[str, str]) -> str:
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"
