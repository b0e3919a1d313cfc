"""The ticket of another program (Zammad, GLPI) that stands for a sollicitation."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class TicketLink(Base):
    __tablename__ = "ticket_links"

    sollicitation_id: Mapped[int] = mapped_column(
        ForeignKey("sollicitations.id", ondelete="CASCADE"), primary_key=True
    )
    system: Mapped[str] = mapped_column(String(32), primary_key=True)
    ticket: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
