"""What users did with an invoice without changing its status, as its history tells it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.invoice_actions import UserAction
from api.models.base import Base, CodeEnum, UtcDateTime


class InvoiceAction(Base):
    __tablename__ = "invoice_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(
        ForeignKey("invoices.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[UserAction] = mapped_column(CodeEnum(UserAction))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(200))
    comment: Mapped[str | None] = mapped_column(Text)
