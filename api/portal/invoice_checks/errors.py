"""Why a file cannot be checked at all; what is wrong inside it is a finding, never an error."""

from api.core.errors import InvalidRequestError, TooLargeError


class CheckRefusedError(InvalidRequestError):
    """Neither a form with a file, nor a JSON body that names an attachment."""

    code = "invoice_check_refused"


class CheckTooLargeError(TooLargeError):
    code = "invoice_check_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"Le fichier dépasse {limit // 1_000_000} Mo : il ne peut être contrôlé.")
