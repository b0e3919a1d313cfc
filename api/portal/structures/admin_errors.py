"""What is refused about creating or changing a structure, said in French."""

from api.core.errors import ConflictError, InvalidRequestError
from api.domain.structures import PUBLIC_INVOICES_SERVICE

# A figure of ours: a created structure takes an identifier from its real owner.
MAX_LED = 20


class UnknownIdentifierTypeError(InvalidRequestError):
    code = "unknown_identifier_type"

    def __init__(self) -> None:
        super().__init__("Ce type d’identifiant de structure n’existe pas.")


class IdentifierRefusedError(InvalidRequestError):
    code = "identifier_refused"


class NameRefusedError(InvalidRequestError):
    code = "name_refused"

    def __init__(self) -> None:
        super().__init__("Donnez un nom à la structure ou au service.")


class PublicStructureError(InvalidRequestError):
    code = "public_structure_by_support"

    def __init__(self) -> None:
        super().__init__(
            "Une structure publique ne se crée pas ici : déposez une sollicitation de catégorie "
            "« Gestion des structures et utilisateurs », sous-catégorie « Demande de création de "
            "structure publique »."
        )


class StructureExistsError(ConflictError):
    code = "structure_exists"

    def __init__(self) -> None:
        super().__init__(
            "Une structure porte déjà cet identifiant : demandez votre rattachement à celle-ci."
        )


class TooManyStructuresError(ConflictError):
    code = "too_many_structures"

    def __init__(self) -> None:
        super().__init__(
            f"Vous êtes déjà gestionnaire principal de {MAX_LED} structures : transférez ce rôle "
            "avant d’en créer une autre."
        )


class PublicParametersError(InvalidRequestError):
    code = "public_parameters"

    def __init__(self) -> None:
        super().__init__("Seule une structure publique a ces paramètres et des services.")


class NothingToChangeError(InvalidRequestError):
    code = "nothing_to_change"

    def __init__(self) -> None:
        super().__init__("Dites ce qui doit changer dans la structure.")


class ServiceCodeRefusedError(InvalidRequestError):
    code = "service_code_refused"

    def __init__(self) -> None:
        super().__init__("Donnez le code du service : 100 caractères au plus.")


class ServiceDatesError(InvalidRequestError):
    code = "service_dates"

    def __init__(self) -> None:
        super().__init__("La fin de validité du service précède son début.")


class ServiceExistsError(ConflictError):
    code = "service_exists"

    def __init__(self) -> None:
        super().__init__("Un service ouvert de la structure porte déjà ce code.")


class NoSuchServiceError(ConflictError):
    code = "service_unknown"

    def __init__(self) -> None:
        super().__init__("Aucun service de la structure ne porte ce code.")


class TechnicalServiceError(ConflictError):
    code = "technical_service"

    def __init__(self) -> None:
        super().__init__(
            f"Le service {PUBLIC_INVOICES_SERVICE} existe dans toute structure publique : le "
            "portail seul le gère."
        )
