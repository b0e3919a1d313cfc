"""Failures of the support's inbox; those of an act itself are the portal's."""

from api.core.errors import InvalidRequestError


class CloseReasonRequiredError(InvalidRequestError):
    """Its author would read no answer at all."""

    code = "close_reason_required"

    def __init__(self) -> None:
        super().__init__("Dites à l’auteur pourquoi vous clôturez sans répondre.")
