"""Bodies of agents' accounts."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.desk.access import session_repository
from api.desk.access.auth import SignedIn
from api.desk.schemas import Labelled
from api.domain.agent_role import AgentRole
from api.domain.labelled import LabelledEnum
from api.domain.sign_in_method import SignInMethod
from api.models.agent import Agent, AgentSession

Secret = Annotated[str, Field(max_length=1024)]
Code = Annotated[str, Field(max_length=40)]


def labelled(member: LabelledEnum) -> Labelled:
    return Labelled(code=member.value, label=member.label)


class AgentOut(BaseModel):
    """Who is signed in. `step`: what the session asks for before it opens anything else."""

    login: str
    name: str
    role: Labelled
    method: Labelled
    step: Labelled | None

    @classmethod
    def of(cls, agent: SignedIn) -> "AgentOut":
        return cls(
            login=agent.login,
            name=agent.name,
            role=labelled(agent.role),
            method=labelled(agent.method),
            step=labelled(agent.step) if agent.step else None,
        )


class OpenSessionOut(BaseModel):
    """`browser` and `address`: by which a person recognises his own."""

    id: str
    method: Labelled
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime
    browser: str | None
    address: str | None
    current: bool

    @classmethod
    def of(cls, row: AgentSession, current: str) -> "OpenSessionOut":
        return cls(
            id=session_repository.public_id(row),
            method=labelled(row.method),
            opened_at=row.opened_at,
            seen_at=row.seen_at,
            expires_at=row.expires_at,
            browser=row.browser,
            address=row.address,
            current=row.token_hash == current,
        )


class OpenSessionsOut(BaseModel):
    items: list[OpenSessionOut]


class SecurityOut(BaseModel):
    """`recovery_codes`: how many are left."""

    sign_in: Labelled
    initial_password: bool
    totp: bool
    totp_required: bool
    recovery_codes: int


class PasswordChangeIn(BaseModel):
    """`code`: one-time or recovery code, of those who have some."""

    current: Secret
    new: Secret
    code: Code | None = None


class ProofIn(BaseModel):
    """`code`: one-time or recovery code, of those who have some."""

    password: Secret
    code: Code | None = None


class CodeIn(BaseModel):
    code: Code


class EnrolmentOut(BaseModel):
    """`groups`: the secret by four signs, to be typed; `address`: the same for an application."""

    secret: str
    groups: str
    address: str


class RecoveryCodesOut(BaseModel):
    """Shown this once."""

    recovery_codes: list[str]


class AccountOut(BaseModel):
    """`linked`: the identity provider's user is known (null for an account with a password)."""

    login: str
    name: str
    role: Labelled
    active: bool
    sign_in: Labelled
    linked: bool | None
    totp: bool
    initial_password: bool
    created_at: datetime

    @classmethod
    def of(cls, agent: Agent) -> "AccountOut":
        by_password = agent.password_hash is not None
        return cls(
            login=agent.login,
            name=agent.name,
            role=labelled(agent.role),
            active=agent.active,
            sign_in=labelled(SignInMethod.PASSWORD if by_password else SignInMethod.OIDC),
            linked=None if by_password else agent.oidc_subject is not None,
            totp=agent.totp_secret is not None,
            initial_password=agent.initial_until is not None,
            created_at=agent.created_at,
        )


class AccountsOut(BaseModel):
    items: list[AccountOut]


class NewAccountIn(BaseModel):
    login: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    role: AgentRole
    sign_in: SignInMethod = SignInMethod.PASSWORD


class AccountChangeIn(BaseModel):
    """What is absent stays."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    role: AgentRole | None = None


class ResetIn(BaseModel):
    sign_in: SignInMethod = SignInMethod.PASSWORD


class AccountWithPasswordOut(BaseModel):
    """`initial_password` is told this once; null for an account of the identity provider."""

    account: AccountOut
    initial_password: str | None
