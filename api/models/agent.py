"""Human agents of the desk, their sessions, and the failed attempts to open one."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.clock import real_now
from api.domain.agent_role import AgentRole
from api.domain.sign_in_method import SignInMethod
from api.models.base import Base, CodeEnum, UtcDateTime

_LONG_AGO = text("'1970-01-01 00:00:00'")


class Agent(Base):
    """A person who answers users; `name` is what users read.

    `login` is kept in lower case. `totp_secret` (base32, RFC 6238) asks for a code at login when
    it is set; `totp_last_step` is the last step used, so that a code never serves twice;
    `totp_pending` is a secret whose first code is awaited until `totp_pending_until`. Without
    `password_hash` the account is opened by the identity provider alone, as its user
    `oidc_subject` (null until the first time). A password with `initial_until` was given by
    somebody else: good until then, it opens nothing but its own replacement.
    """

    __tablename__ = "agents"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[AgentRole] = mapped_column(CodeEnum(AgentRole))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    initial_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    totp_pending: Mapped[str | None] = mapped_column(String(64))
    totp_pending_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active: Mapped[bool] = mapped_column(default=True)
    # Said by the agent himself: a break does not end his presence.
    available: Mapped[bool] = mapped_column(default=True, server_default=true())
    # How many conversations at once he is proposed.
    capacity: Mapped[int] = mapped_column(default=3, server_default=text("3"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgentSession(Base):
    """A logged-in browser; only the SHA-256 of its cookie is kept.

    Its agent is there until `lease_until` (real time). A session that `pings` is renewed by its
    pings alone, any other by whatever it asks: see `api.desk.presence.lease`.

    Ends at `expires_at`, or after some time without any request (`seen_at`, to the minute).
    `browser` is a short name for a person (« Firefox sur Windows »). `oidc_sid` names the session
    at the identity provider, by which it may end ours; `method` says what opened it.
    """

    __tablename__ = "agent_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # Sessions older than these columns are past their idle limit: their agents sign in again.
    opened_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=real_now, server_default=_LONG_AGO
    )
    seen_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=real_now, server_default=_LONG_AGO
    )
    method: Mapped[SignInMethod] = mapped_column(
        CodeEnum(SignInMethod), default=SignInMethod.PASSWORD, server_default="PASSWORD"
    )
    address: Mapped[str | None] = mapped_column(String(45))
    browser: Mapped[str | None] = mapped_column(String(80))
    oidc_sid: Mapped[str | None] = mapped_column(String(255), index=True)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    pings: Mapped[bool] = mapped_column(default=False, server_default=false())
    agent: Mapped[Agent] = relationship(lazy="raise")


class LoginAttempts(Base):
    """Failures of one login from one address, of an address, of a login, or of a known browser.

    Counted for logins known or not: a lock-out must not tell which exist. `login_hash` is the
    SHA-256 of what is counted (see `api.desk.access.attempts`): what is typed may be a password.
    """

    __tablename__ = "agent_login_attempts"

    login_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
