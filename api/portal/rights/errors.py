"""What is refused about rattachements, roles and spaces. Unknown and forbidden look alike (404)."""

from datetime import datetime

from api.core.errors import ConflictError, InvalidRequestError, NotFoundError
from api.domain.rights import RattachementState, Role, Space
from api.domain.rights_requests import MAX_PENDING, MAX_REASON
from api.portal.errors import MissingRightError
from api.portal.rights.french_dates import said_on


class RequestNotFoundError(NotFoundError):
    """No such request, or one that is neither the caller's nor his to decide."""

    code = "request_not_found"

    def __init__(self) -> None:
        super().__init__("Aucune demande de ce numéro n’est la vôtre ni n’attend votre décision.")


class ColleagueNotFoundError(NotFoundError):
    """Nobody of that login holds a rattachement to the caller's structure."""

    code = "user_not_found"

    def __init__(self) -> None:
        super().__init__("Aucun utilisateur de ce nom n’est rattaché à cette structure.")


class ManagerRequiredError(MissingRightError):
    code = "manager_required"

    def __init__(self) -> None:
        super().__init__("Seul un gestionnaire de la structure peut le faire.")


class PrincipalManagerRequiredError(MissingRightError):
    code = "principal_manager_required"

    def __init__(self) -> None:
        super().__init__("Seul le gestionnaire principal de la structure peut transférer son rôle.")


class SpaceForManagersError(MissingRightError):
    code = "space_for_managers"

    def __init__(self, space: Space) -> None:
        super().__init__(f"L’espace « {space.label} » est réservé aux gestionnaires.")


class UnknownSpaceError(InvalidRequestError):
    code = "unknown_space"

    def __init__(self) -> None:
        super().__init__("Cet espace n’existe pas.")


class PersonalSpaceError(InvalidRequestError):
    code = "personal_space"

    def __init__(self, space: Space) -> None:
        super().__init__(
            f"L’espace « {space.label} » est ouvert à tout utilisateur : il ne se demande pas."
        )


class SpaceComesWithRoleError(ConflictError):
    code = "space_comes_with_role"

    def __init__(self, space: Space) -> None:
        super().__init__(
            f"L’espace « {space.label} » vient avec le rattachement ou avec le rôle : il ne se "
            "retire pas à part."
        )


class NotSubscribedError(ConflictError):
    code = "not_subscribed"

    def __init__(self, space: Space) -> None:
        super().__init__(f"L’espace « {space.label} » n’est pas ouvert à cet utilisateur.")


class SpaceNotOpenError(ConflictError):
    code = "space_not_open"

    def __init__(self, space: Space) -> None:
        super().__init__(f"L’espace « {space.label} » n’est pas ouvert sur cette structure.")


class UnknownRoleError(InvalidRequestError):
    code = "unknown_role"

    def __init__(self) -> None:
        super().__init__(
            f"Les rôles que l’on peut donner sont {Role.SECONDARY_MANAGER.value} et "
            f"{Role.SIMPLE_USER.value} ; celui de gestionnaire principal se transfère."
        )


class UnknownRattachementStateError(InvalidRequestError):
    code = "unknown_rattachement_state"

    def __init__(self) -> None:
        super().__init__(
            "Un gestionnaire ne peut que désactiver ou réactiver un rattachement "
            f"({RattachementState.DISABLED.value} ou {RattachementState.VALIDATED.value})."
        )


class ReasonTooLongError(InvalidRequestError):
    code = "reason_too_long"

    def __init__(self) -> None:
        super().__init__(f"Le motif ne peut pas dépasser {MAX_REASON} caractères.")


class AlreadyAttachedError(ConflictError):
    code = "already_attached"

    def __init__(self) -> None:
        super().__init__("Vous êtes déjà rattaché à cette structure.")


class RattachementDisabledError(ConflictError):
    code = "rattachement_disabled"

    def __init__(self) -> None:
        super().__init__(
            "Votre rattachement à cette structure est désactivé : seul un de ses gestionnaires "
            "peut le réactiver."
        )


class AlreadySubscribedError(ConflictError):
    code = "already_subscribed"

    def __init__(self, space: Space) -> None:
        super().__init__(
            f"L’espace « {space.label} » vous est déjà ouvert. Si vous ne le voyez pas, "
            "déconnectez-vous puis reconnectez-vous."
        )


class RequestAlreadyPendingError(ConflictError):
    code = "request_already_pending"

    def __init__(self, since: datetime) -> None:
        super().__init__(
            f"Vous l’avez déjà demandé {said_on(since)} : un gestionnaire doit en décider."
        )


class TooManyPendingRequestsError(ConflictError):
    code = "too_many_pending_requests"

    def __init__(self) -> None:
        super().__init__(
            f"Vous avez déjà {MAX_PENDING} demandes en attente : attendez une décision avant d’en "
            "faire d’autres."
        )


class RequestAlreadyDecidedError(ConflictError):
    code = "request_already_decided"

    def __init__(self) -> None:
        super().__init__("Cette demande n’attend plus de décision.")


class RattachementNotValidatedError(ConflictError):
    code = "rattachement_not_validated"

    def __init__(self) -> None:
        super().__init__("Cet utilisateur n’a pas de rattachement validé à cette structure.")


class IllegalRattachementStateError(ConflictError):
    code = "illegal_rattachement_state"

    def __init__(self, state: RattachementState) -> None:
        super().__init__(
            f"Le rattachement est dans l’état « {state.label} », qui ne le permet pas."
        )


class PrincipalManagerKeptError(ConflictError):
    """A structure has exactly one principal manager: he goes by handing his role over."""

    code = "principal_manager_kept"

    def __init__(self) -> None:
        super().__init__(
            "Le gestionnaire principal garde son rôle tant qu’il ne l’a pas transféré lui-même."
        )


class SuccessorRequiredError(ConflictError):
    code = "successor_required"

    def __init__(self) -> None:
        super().__init__(
            "Vous êtes le gestionnaire principal : désignez d’abord votre successeur, parmi les "
            "autres utilisateurs dont le rattachement est validé."
        )
