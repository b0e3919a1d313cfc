"""Files of an invoice; their bytes are in `data_dir/invoice_files/`, under their SHA-256."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.attachment_kind import AttachmentKind
from api.models.base import Base, CodeEnum, UtcDateTime


class InvoiceAttachment(Base):
    """`size` is in bytes; `sha256` (hex) is where the bytes are found again."""

    __tablename__ = "invoice_attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(
        ForeignKey("invoices.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[AttachmentKind] = mapped_column(CodeEnum(AttachmentKind))
    name: Mapped[str] = mapped_column(String(50))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
