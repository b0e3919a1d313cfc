"""What the demonstration refuses."""

from api.core.errors import NotFoundError


class UnknownLoginError(NotFoundError):
    code = "unknown_login"

    def __init__(self) -> None:
        super().__init__("Cet identifiant n’est pas celui d’un utilisateur de démonstration.")
