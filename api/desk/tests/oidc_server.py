"""An identity provider in a process of its own: discovery, keys, codes with PKCE, tokens, logout.

It refuses what a strict provider refuses (unknown client or redirection, code used twice, wrong
verifier), and `PUT /control` makes it err on purpose. Its process prints its port, then serves.
"""

import base64
import hashlib
import secrets
import socket
import sys
import time
from typing import Annotated, Any
from urllib.parse import unquote_plus, urlencode

import uvicorn
from fastapi import APIRouter, Depends, FastAPI, Form, Header, HTTPException, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry
from pydantic import BaseModel, Field

type Json = dict[str, Any]

CLIENT_ID = "chorale-desk"
CLIENT_SECRET = "secret-du/client:d’essai"
CALLBACK = "http://test/desk/v1/oidc/callback"
SIGNED_OUT = "http://test/desk/sign-in"


class Control(BaseModel):
    """Who is signed in at the provider, and what it should do wrong; None in `claims`: left out."""

    person: Json = Field(default_factory=dict)
    claims: Json = Field(default_factory=dict)
    userinfo: Json = Field(default_factory=dict)
    discovery: Json = Field(default_factory=dict)
    userinfo_as_jwt: bool = False
    forged: bool = False
    algorithm: str = "RS256"
    denied: bool = False
    down: bool = False
    answer_issuer: str | None = None


class Grant(BaseModel):
    nonce: str
    challenge: str
    redirect_uri: str


class Provider:
    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.control = Control()
        self.grants: dict[str, Grant] = {}
        self.access: set[str] = set()
        self.turn_keys()

    def turn_keys(self) -> None:
        """New ones under new names, as a provider does now and then."""
        name = secrets.token_hex(4)
        self.rsa = RSAKey.generate_key(2048, {"kid": f"rsa-{name}", "use": "sig"})
        self.ec = ECKey.generate_key("P-256", {"kid": f"ec-{name}", "use": "sig"})

    def keys(self) -> Json:
        return {**KeySet([self.rsa, self.ec]).as_dict(private=False)}

    def sign(self, claims: Json, algorithm: str = "RS256") -> str:
        key = self.ec if algorithm == "ES256" else self.rsa
        if self.control.forged:
            key = RSAKey.generate_key(2048, {"kid": key.kid or ""})
        header = {"alg": algorithm, "kid": key.kid}
        if algorithm == "none":
            return _unsigned(claims)
        if algorithm == "HS256":
            return _signed_with_the_public_key(header, claims, self.rsa)
        registry = JWSRegistry(algorithms=["RS256", "ES256"])
        return jwt.encode(header, claims, key, registry=registry)

    def id_token(self, grant: Grant) -> str:
        now = int(time.time())
        claims: Json = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": grant.nonce,
            "sub": "personne-1",
            **self.control.person,
            **self.control.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return self.sign(kept, self.control.algorithm)


def _coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _unsigned(claims: Json) -> str:
    import json

    parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
    return ".".join([*map(_coded, parts), ""])


def _signed_with_the_public_key(header: Json, claims: Json, key: RSAKey) -> str:
    """The attack by which a public key is taken for a shared secret."""
    import hmac
    import json

    signed = ".".join(_coded(json.dumps(part).encode()) for part in (header, claims))
    digest = hmac.new(key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_coded(digest)}"


router = APIRouter()


def _served(request: Request) -> Provider:
    return request.app.state.provider


Served = Annotated[Provider, Depends(_served)]


class TokenAsked(BaseModel):
    grant_type: str
    code: str
    redirect_uri: str
    code_verifier: str


def create_provider(issuer: str) -> FastAPI:
    app = FastAPI()
    app.state.provider = Provider(issuer)
    app.include_router(router)
    return app


@router.put("/control")
def steer(control: Control, provider: Served) -> None:
    provider.control = control


@router.post("/control/keys")
def turn_keys(provider: Served) -> None:
    provider.turn_keys()


@router.post("/control/logout-token")
def logout_token(claims: Json, provider: Served) -> str:
    now = int(time.time())
    told: Json = {
        "iss": provider.issuer,
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_hex(8),
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        **claims,
    }
    return provider.sign({name: value for name, value in told.items() if value is not None})


@router.get("/.well-known/openid-configuration")
def discovery(provider: Served) -> Json:
    if provider.control.down:
        raise HTTPException(503)
    return {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/keys",
        "userinfo_endpoint": f"{provider.issuer}/userinfo",
        "end_session_endpoint": f"{provider.issuer}/end",
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        **provider.control.discovery,
    }


@router.get("/keys")
def keys(provider: Served) -> Json:
    return provider.keys()


@router.get("/authorize")
def authorize(request: Request, provider: Served) -> Response:
    asked = request.query_params
    known = asked["client_id"] == CLIENT_ID and asked["redirect_uri"] == CALLBACK
    if not known or asked["response_type"] != "code":
        raise HTTPException(400)
    if asked["code_challenge_method"] != "S256" or "openid" not in asked["scope"].split():
        raise HTTPException(400)
    if provider.control.denied:
        return _to_client(error="access_denied", state=asked["state"])
    code = secrets.token_urlsafe(16)
    provider.grants[code] = Grant(
        nonce=asked["nonce"],
        challenge=asked["code_challenge"],
        redirect_uri=asked["redirect_uri"],
    )
    answer_issuer = provider.control.answer_issuer or provider.issuer
    return _to_client(code=code, state=asked["state"], iss=answer_issuer)


@router.post("/token")
def token(
    asked: Annotated[TokenAsked, Form()],
    authorization: Annotated[str, Header()],
    provider: Served,
) -> Json:
    if _client(authorization) != (CLIENT_ID, CLIENT_SECRET):
        raise HTTPException(401)
    grant = provider.grants.pop(asked.code, None)  # a code serves once
    challenge = _coded(hashlib.sha256(asked.code_verifier.encode()).digest())
    if grant is None or grant.challenge != challenge or grant.redirect_uri != asked.redirect_uri:
        raise HTTPException(400)
    access = secrets.token_urlsafe(16)
    provider.access.add(access)
    return {
        "token_type": "Bearer",
        "access_token": access,
        "id_token": provider.id_token(grant),
    }


@router.get("/userinfo")
def userinfo(authorization: Annotated[str, Header()], provider: Served) -> Response:
    if authorization.removeprefix("Bearer ") not in provider.access:
        raise HTTPException(401)
    claims = {"sub": "personne-1", **provider.control.userinfo}
    if not provider.control.userinfo_as_jwt:
        return JSONResponse(claims)
    signed = provider.sign({"iss": provider.issuer, "aud": CLIENT_ID, **claims})
    return PlainTextResponse(signed, media_type="application/jwt")


@router.get("/end")
def end(client_id: str, post_logout_redirect_uri: str) -> Response:
    if client_id != CLIENT_ID or post_logout_redirect_uri != SIGNED_OUT:
        raise HTTPException(400)
    return RedirectResponse(post_logout_redirect_uri)


def _to_client(**answer: str) -> Response:
    return RedirectResponse(f"{CALLBACK}?{urlencode(answer)}", 302)


def _client(authorization: str) -> tuple[str, str]:
    pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    name, _, secret = pair.partition(":")
    return unquote_plus(name), unquote_plus(secret)


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    provider = create_provider(f"http://127.0.0.1:{port}")  # it makes keys: that takes its time
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(provider, log_level="critical")
    uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main()
