"""Failures of those who share the queue: agents, teams, supervisors."""

from api.core.errors import ConflictError, InvalidRequestError, NotFoundError


class NobodyWaitingError(NotFoundError):
    code = "nobody_waiting"

    def __init__(self) -> None:
        super().__init__("Personne n’attend pour vous.")


class CapacityReachedError(ConflictError):
    """Said when the next one is asked for; choosing one oneself is allowed."""

    code = "capacity_reached"

    def __init__(self, in_hand: int, capacity: int) -> None:
        many = "conversation" if in_hand == 1 else "conversations"
        limit = "c’est votre limite" if in_hand == capacity else f"votre limite est de {capacity}"
        super().__init__(f"Vous avez déjà {in_hand} {many} en cours\u00a0: {limit}.")


class AgentAbsentError(ConflictError):
    code = "agent_absent"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} n’est pas disponible\u00a0: choisissez une équipe ou un autre agent."
        )


class AgentNotFoundError(NotFoundError):
    code = "agent_not_found"

    def __init__(self) -> None:
        super().__init__("Aucun agent ne porte cet identifiant.")


class TeamNotFoundError(NotFoundError):
    code = "team_not_found"

    def __init__(self) -> None:
        super().__init__("Aucune équipe ne porte ce code.")


class SameAgentError(InvalidRequestError):
    code = "same_agent"

    def __init__(self) -> None:
        super().__init__("Cet agent a déjà cette conversation.")


class UnknownThemeError(InvalidRequestError):
    code = "unknown_theme"

    def __init__(self, code: str) -> None:
        super().__init__(f"Le thème «\u00a0{code}\u00a0» n’existe pas.")


class UnknownTeamError(InvalidRequestError):
    code = "unknown_team"

    def __init__(self, code: str) -> None:
        super().__init__(f"L’équipe «\u00a0{code}\u00a0» n’existe pas.")


class TeamCodeError(InvalidRequestError):
    code = "invalid_team_code"

    def __init__(self) -> None:
        super().__init__(
            "Le code d’une équipe\u00a0: 2 à 64 lettres minuscules sans accent, chiffres ou tirets."
        )
