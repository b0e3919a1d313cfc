"""What a human agent may do on the desk."""

from api.domain.labelled import LabelledEnum


class AgentRole(LabelledEnum):
    """Values are stored: add some, never rename one."""

    AGENT = "AGENT", "Agent"
    SUPERVISOR = "SUPERVISOR", "Superviseur"
