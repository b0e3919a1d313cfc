"""Human agents of the desk, their sessions, and the failed attempts to open one."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.domain.agent_role import AgentRole
from api.models.base import Base, CodeEnum, UtcDateTime


class Agent(Base):
    """A person who answers users; `name` is what users read.

    `login` is kept in lower case. `totp_secret` (base32, RFC 6238) asks for a code at login when
    it is set; `totp_last_step` is the last step used, so that a code never serves twice.
    """

    __tablename__ = "agents"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[AgentRole] = mapped_column(CodeEnum(AgentRole))
    password_hash: Mapped[str] = mapped_column(String(255))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgentSession(Base):
    """A logged-in browser; only the SHA-256 of its cookie is kept."""

    __tablename__ = "agent_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    agent: Mapped[Agent] = relationship(lazy="raise")


class LoginAttempts(Base):
    """Failures in a row for one login, known or not: a lock-out must not tell which exist.

    `login_hash` is a SHA-256, since what is typed there may be a password.
    """

    __tablename__ = "agent_login_attempts"

    login_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
