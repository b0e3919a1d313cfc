"""What a click on an offered choice does; the payload never leaves the server."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.domain.choice_action import ChoiceAction
from api.models.base import Base, CodeEnum


class ChatChoice(Base):
    __tablename__ = "chat_choices"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    label: Mapped[str] = mapped_column(Text)
    action: Mapped[ChoiceAction] = mapped_column(CodeEnum(ChoiceAction))
    payload: Mapped[str] = mapped_column(Text)
