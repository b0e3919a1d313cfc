"""From what the identity provider says of a person to who it is on the desk."""

from dataclasses import dataclass
from typing import Any

from api.core.settings import Settings
from api.core.tokens import hash_token
from api.desk.access.sign_in import canonical_login
from api.desk.oidc.errors import OidcRefusedError
from api.domain.agent_role import AgentRole

_MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """`subject`: SHA-256 of issuer and subject. `role` is None when the provider does not say."""

    subject: str
    login: str
    name: str
    role: AgentRole | None
    sid: str | None = None


def subject_of(settings: Settings, sub: str) -> str:
    """A subject is unique at its issuer only (OpenID Connect Core 1.0, §2)."""
    return hash_token(f"{settings.oidc_issuer}\n{sub}")


def lacks_claims(claims: dict[str, Any], settings: Settings) -> bool:
    """Whether the ID token leaves out what the user information may tell."""
    wanted = [settings.oidc_login_claim, *settings.oidc_name_claim.split()]
    if settings.oidc_role_claim:
        wanted.append(settings.oidc_role_claim)
    return any(_at(claims, name) is None for name in wanted)


def identity_of(claims: dict[str, Any], settings: Settings) -> Identity:
    """
    Raises:
        OidcRefusedError: the provider gives no login, or no group that has a role here.
    """
    login = _at(claims, settings.oidc_login_claim)
    if not isinstance(login, str) or not login.strip():
        raise OidcRefusedError
    parts = [_at(claims, name) for name in settings.oidc_name_claim.split()]
    name = " ".join(part.strip() for part in parts if isinstance(part, str))
    sid = claims.get("sid")
    return Identity(
        subject=subject_of(settings, str(claims["sub"])),
        login=canonical_login(login),
        name=name[:_MAX_NAME] or canonical_login(login),
        role=_role(claims, settings),
        sid=sid if isinstance(sid, str) else None,
    )


def _role(claims: dict[str, Any], settings: Settings) -> AgentRole | None:
    """The first of `oidc_roles`, in the order of the setting, that the person has."""
    if not settings.oidc_role_claim:
        return None
    told = _at(claims, settings.oidc_role_claim)
    for group, role in settings.oidc_roles.items():
        if told == group or (isinstance(told, list) and group in told):
            return role
    raise OidcRefusedError


def _at(claims: dict[str, Any], path: str) -> Any:
    """`realm_access.roles` is looked up as a whole name, then step by step."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for step in path.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(step)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return found  # pyright: ignore[reportUnknownVariableType]
