"""Who does what at the desk: teams of agents, and the themes each agent knows."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class DeskTeam(Base):
    """A group to which a conversation may be transferred; `name` is shown to agents."""

    __tablename__ = "desk_teams"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class AgentTeam(Base):
    """An agent belongs to a team; he may belong to several."""

    __tablename__ = "agent_teams"

    agent_id: Mapped[int] = mapped_column(
        ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True
    )
    team_code: Mapped[str] = mapped_column(
        ForeignKey("desk_teams.code", ondelete="CASCADE"), primary_key=True
    )


class AgentSkill(Base):
    """A theme of the knowledge entries that an agent knows; none means a generalist."""

    __tablename__ = "agent_skills"

    agent_id: Mapped[int] = mapped_column(
        ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[str] = mapped_column(String(64), primary_key=True)
