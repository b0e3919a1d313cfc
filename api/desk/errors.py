"""Failures of the desk's contract."""

from collections.abc import Sequence

from api.core.errors import ChoraleError, ConflictError, NotFoundError
from api.domain.agent_role import AgentRole


class InvalidCredentialsError(ChoraleError):
    """Unknown login, wrong password or wrong code: nobody may tell them apart."""

    status = 401
    code = "invalid_credentials"

    def __init__(self) -> None:
        super().__init__("Identifiant, mot de passe ou code à usage unique incorrect.")


class TooManyAttemptsError(ChoraleError):
    """Said for logins that exist and for those that do not."""

    status = 429
    code = "too_many_attempts"

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Trop d’essais infructueux\u00a0: réessayez dans {minutes}\u00a0min.")


class ForeignOriginError(ChoraleError):
    """A page of another site tried to act in the agent's name."""

    status = 403
    code = "foreign_origin"

    def __init__(self) -> None:
        super().__init__("Cette demande ne vient pas de la page du poste d’agent.")


class RoleRequiredError(ChoraleError):
    """Told before anything is looked up: known and unknown things stay alike."""

    status = 403
    code = "role_required"

    def __init__(self, roles: Sequence[AgentRole]) -> None:
        names = " ou ".join(f"«\u00a0{role.label}\u00a0»" for role in roles)
        super().__init__(f"Cette action demande le rôle {names}.")


class AlreadyClaimedError(ConflictError):
    code = "already_claimed"

    def __init__(self) -> None:
        super().__init__("Cette conversation vient d’être prise par un autre agent.")


class NotWaitingError(NotFoundError):
    """Unknown, or not waiting for an agent (any more): the two look alike."""

    code = "conversation_not_found"

    def __init__(self) -> None:
        super().__init__("Cette conversation n’attend pas d’agent.")


class ClientIdReusedError(ConflictError):
    """The id already names a message that this agent did not write."""

    code = "client_id_reused"

    def __init__(self) -> None:
        super().__init__("Cet identifiant de message (client_id) a déjà servi.")
