"""What a deposit is refused for before it becomes a flow, and flows that are not there."""

from api.core.errors import InvalidRequestError, NotFoundError, TooLargeError
from api.portal.errors import MissingRightError


class FlowNotFoundError(NotFoundError):
    """No such flow, or one that is not the caller's to see."""

    code = "flow_not_found"

    def __init__(self) -> None:
        super().__init__("Aucun flux de ce numéro ne figure parmi ceux que vous pouvez suivre.")


class DepositRefusedError(InvalidRequestError):
    """The request is not a form with one file that could be a flow."""

    code = "flow_refused"


class FlowExtensionError(InvalidRequestError):
    code = "flow_extension"

    def __init__(self) -> None:
        super().__init__(
            "Un flux est un fichier .xml, .pdf (Factur-X), .zip ou .tar.gz : l’extension est "
            "obligatoire."
        )


class FlowNameError(InvalidRequestError):
    code = "flow_name"

    def __init__(self, limit: int) -> None:
        super().__init__(f"Le nom du fichier dépasse {limit} caractères.")


class FlowTooLargeError(TooLargeError):
    """The rule of the portal's own API, which answers 20001 in that case."""

    code = "flow_too_large"

    def __init__(self) -> None:
        super().__init__(
            "Le fichier est trop volumineux : 10 Mo au plus pour un fichier, 30 Mo pour un lot "
            "compressé."
        )


class UnknownSyntaxError(InvalidRequestError):
    code = "unknown_syntax"

    def __init__(self) -> None:
        super().__init__("Cette syntaxe de flux n’existe pas.")


class UnreadSyntaxError(InvalidRequestError):
    code = "syntax_not_read"

    def __init__(self, syntax: str) -> None:
        super().__init__(f"Les flux de syntaxe {syntax} ne sont pas pris en charge ici.")


class StructureRequiredError(InvalidRequestError):
    code = "structure_required"

    def __init__(self) -> None:
        super().__init__(
            "Vous déposez pour plusieurs structures : indiquez le SIRET de celle qui dépose "
            "(champ « structure »)."
        )


class DepositForbiddenError(MissingRightError):
    code = "space_missing"

    def __init__(self) -> None:
        super().__init__(
            "Pour déposer un flux, il vous faut l’espace « Factures émises » (factures) ou "
            "« Factures reçues » (statuts) d’une de vos structures : demandez-le à son "
            "gestionnaire."
        )
