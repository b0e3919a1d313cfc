"""Failures we foresee. `app.py` renders them as problem documents (RFC 9457)."""

from collections.abc import Mapping
from typing import ClassVar


class ChoraleError(Exception):
    """An expected failure; `str(error)` is French and may be shown to the user as is."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"

    @property
    def members(self) -> Mapping[str, object]:
        """What the problem document tells programs beside its sentence."""
        return {}


class InvalidRequestError(ChoraleError):
    """The request does not fit the contract; the sentence says what does."""

    status = 422
    code = "invalid_request"


class AuthenticationRequiredError(ChoraleError):
    """No token, or one that is unknown or expired."""

    status = 401
    code = "authentication_required"

    def __init__(self, detail: str = "Votre session a expiré : reconnectez-vous.") -> None:
        super().__init__(detail)


class NotFoundError(ChoraleError):
    """Nothing here for this caller: unknown and forbidden look alike."""

    status = 404
    code = "not_found"

    def __init__(self, detail: str = "Cet élément est introuvable.") -> None:
        super().__init__(detail)


class ConflictError(ChoraleError):
    """The request is right but comes too late, or twice with other contents."""

    status = 409
    code = "conflict"


class TooLargeError(ChoraleError):
    """A text or a file over its limit."""

    status = 413
    code = "too_large"
