"""What may serve only once, and has: the states of sign-ins by OIDC, the ids of logout tokens."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, UtcDateTime


class SpentValue(Base):
    """Kept until the value would have expired by itself."""

    __tablename__ = "spent_values"

    value_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
