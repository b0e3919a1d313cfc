"""The proof that an anonymous user reads the e-mail address that he gave."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class MailProof(Base):
    """One per conversation and address; `code_hash` is a keyed hash, `tries` what was mistyped.

    `conversation_id` is not a link: the chat erases its conversations without knowing of us.
    """

    __tablename__ = "mail_proofs"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(server_default="0")
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
