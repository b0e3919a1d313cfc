"""Failures of what an agent does around a conversation."""

from collections.abc import Collection

from api.core.errors import ConflictError, InvalidRequestError, NotFoundError
from api.domain.canned_variables import VARIABLES


class EmptyNoteError(InvalidRequestError):
    code = "empty_note"

    def __init__(self) -> None:
        super().__init__("Votre note est vide.")


class UserNotSignedInError(ConflictError):
    """Anonymous, or a login that the portal does not know."""

    code = "user_not_signed_in"

    def __init__(self) -> None:
        super().__init__(
            "Cet usager n’est pas connecté à un compte du portail\u00a0: une sollicitation ne peut "
            "pas être déposée en son nom."
        )


class CannedReplyNotFoundError(NotFoundError):
    code = "canned_reply_not_found"

    def __init__(self) -> None:
        super().__init__("Cette réponse type n’existe pas ou n’existe plus.")


class ShortcutTakenError(ConflictError):
    code = "shortcut_taken"

    def __init__(self, shortcut: str) -> None:
        super().__init__(
            f"Le raccourci «\u00a0{shortcut}\u00a0» désigne déjà une autre réponse type."
        )


class InvalidCannedReplyError(InvalidRequestError):
    """The sentence says which part is refused, and why."""

    code = "invalid_canned_reply"


class UnknownVariableError(InvalidRequestError):
    code = "unknown_variable"

    def __init__(self, unknown: Collection[str]) -> None:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        wrong = ", ".join(f"{{{name}}}" for name in sorted(unknown))
        super().__init__(f"Variable inconnue\u00a0: {wrong}. Les variables sont {known}.")
