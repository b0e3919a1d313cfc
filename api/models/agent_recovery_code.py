"""Codes that stand in for the telephone of an agent who has lost it."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class AgentRecoveryCode(Base):
    """Deleted when it serves. A code has 80 random bits: a plain SHA-256 keeps it."""

    __tablename__ = "agent_recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
