"""How an exchange with an agent ended: counted, and shown to whoever reads it later."""

from api.domain.labelled import LabelledEnum


class CloseOutcome(LabelledEnum):
    """Values are stored: add some, never rename one. The last two are never an agent's choice."""

    SOLVED = "solved", "Demande résolue"
    INFORMED = "informed", "Renseignement donné"
    SOLLICITATION = "sollicitation", "Sollicitation déposée"
    USER_LEFT = "user_left", "Usager parti"
    OTHER = "other", "Autre motif"
    INACTIVE = "inactive", "Échange resté sans réponse"
    ERASED = "erased", "Conversation effacée"
