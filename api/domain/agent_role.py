"""What a person signed in to the desk may do there."""

from api.domain.labelled import LabelledEnum


class AgentRole(LabelledEnum):
    """Values are stored: add some, never rename one.

    Editors write the knowledge, operators administer accounts: neither reads conversations.
    """

    AGENT = "AGENT", "Agent"
    SUPERVISOR = "SUPERVISOR", "Superviseur"
    EDITOR = "EDITOR", "Rédacteur"
    OPERATOR = "OPERATOR", "Exploitant"

    def includes(self, other: "AgentRole") -> bool:
        """Whether this role may do all that the other one may: a supervisor is an agent."""
        return other is self or (self is AgentRole.SUPERVISOR and other is AgentRole.AGENT)
