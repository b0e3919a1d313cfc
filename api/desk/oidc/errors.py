"""Why a sign-in by the identity provider fails. The browser is sent back to the sign-in page."""

from typing import ClassVar

from api.core.errors import ChoraleError, InvalidRequestError, NotFoundError


class OidcError(ChoraleError):
    """`flag` is what the sign-in page reads in its address (`?oidc=…`)."""

    flag: ClassVar[str] = "unavailable"


class OidcExpiredError(OidcError):
    """No state, an old one, another browser's, or one that has served."""

    status = 400
    code = "oidc_expired"
    flag = "expired"

    def __init__(self) -> None:
        super().__init__("La connexion a trop attendu ou a déjà servi\u00a0: recommencez.")


class OidcRefusedError(OidcError):
    """Unknown, closed, or without a role here: nobody may tell them apart."""

    status = 403
    code = "oidc_refused"
    flag = "refused"

    def __init__(self) -> None:
        super().__init__("Ce compte n’ouvre pas le bureau\u00a0: adressez-vous à l’exploitant.")


class OidcUnavailableError(OidcError):
    """The provider does not answer, or what it answers cannot be trusted."""

    status = 502
    code = "oidc_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "Le service d’identité ne répond pas comme il faut\u00a0: réessayez plus tard."
        )


class OidcUnknownError(NotFoundError):
    code = "oidc_not_configured"

    def __init__(self) -> None:
        super().__init__("Aucun service d’identité n’est réglé.")


class LogoutTokenError(InvalidRequestError):
    """For the provider, not for a person (OpenID Connect Back-Channel Logout 1.0, §2.8)."""

    status = 400
    code = "invalid_logout_token"

    def __init__(self) -> None:
        super().__init__("Le jeton de déconnexion est refusé.")
