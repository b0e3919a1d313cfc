"""Failures of exceptional closures."""

from api.core.errors import ConflictError, InvalidRequestError


class ClosureBoundsError(InvalidRequestError):
    code = "invalid_closure"

    def __init__(self) -> None:
        super().__init__(
            "Une fermeture finit après son début et dans l’avenir, et dure un an au plus."
        )


class ClosureLabelError(InvalidRequestError):
    code = "invalid_closure_label"

    def __init__(self) -> None:
        super().__init__(
            "Donnez un intitulé à cette fermeture, par exemple «\u00a0Pont de l’Ascension\u00a0»."
        )


class ClosureReusedError(ConflictError):
    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("Cette clé d’idempotence est celle d’une autre fermeture.")
