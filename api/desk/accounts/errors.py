"""Failures of agents' accounts. Those of the sign-in itself are in `api.desk.errors`."""

from api.core.errors import ChoraleError, ConflictError, InvalidRequestError, NotFoundError


class WeakPasswordError(InvalidRequestError):
    code = "weak_password"

    def __init__(self, rule: str) -> None:
        super().__init__(f"Le mot de passe doit {rule}.")


class SamePasswordError(InvalidRequestError):
    code = "same_password"

    def __init__(self) -> None:
        super().__init__("Le nouveau mot de passe doit différer de l’ancien.")


class WrongSecretError(InvalidRequestError):
    """Not 401: the session stands, only what it asked is refused."""

    code = "wrong_secret"

    def __init__(self) -> None:
        super().__init__("Le mot de passe ou le code est incorrect.")


class WrongCodeError(InvalidRequestError):
    code = "wrong_code"

    def __init__(self) -> None:
        super().__init__(
            "Ce code n’est pas le bon\u00a0: vérifiez l’heure du téléphone, puis essayez le "
            "suivant."
        )


class NoEnrolmentError(ConflictError):
    code = "no_enrolment"

    def __init__(self) -> None:
        super().__init__("Commencez par demander un secret à enregistrer.")


class TotpMissingError(ConflictError):
    code = "totp_missing"

    def __init__(self) -> None:
        super().__init__("Les codes à usage unique ne sont pas activés sur ce compte.")


class TotpMandatoryError(ConflictError):
    code = "totp_mandatory"

    def __init__(self) -> None:
        super().__init__("Les codes à usage unique sont obligatoires sur ce service.")


class ManagedElsewhereError(ConflictError):
    """The account has no password of ours."""

    code = "managed_elsewhere"

    def __init__(self) -> None:
        super().__init__("Ce compte s’ouvre par le service d’identité de votre organisation.")


class PasswordChangeRequiredError(ChoraleError):
    """The session opens nothing else until then."""

    status = 403
    code = "password_change_required"

    def __init__(self) -> None:
        super().__init__("Choisissez d’abord votre mot de passe.")


class TotpRequiredError(ChoraleError):
    """The session opens nothing else until then."""

    status = 403
    code = "totp_required"

    def __init__(self) -> None:
        super().__init__("Activez d’abord les codes à usage unique.")


class SessionNotFoundError(NotFoundError):
    """Unknown, or somebody else's."""

    code = "session_not_found"

    def __init__(self) -> None:
        super().__init__("Cette session n’existe pas ou n’est pas la vôtre.")


class AccountNotFoundError(NotFoundError):
    code = "account_not_found"

    def __init__(self) -> None:
        super().__init__("Aucun compte ne porte cet identifiant.")


class LoginTakenError(ConflictError):
    code = "login_taken"

    def __init__(self, login: str) -> None:
        super().__init__(f"L’identifiant {login} est déjà pris.")


class InvalidLoginError(InvalidRequestError):
    code = "invalid_login"

    def __init__(self) -> None:
        super().__init__(
            "L’identifiant\u00a0: 2 à 64 lettres sans accent, chiffres, points, tirets ou arobase."
        )


class OwnAccountError(ConflictError):
    """An operator must not shut himself out, nor raise himself."""

    code = "own_account"

    def __init__(self) -> None:
        super().__init__(
            "Un autre exploitant doit le faire\u00a0: il s’agit de votre propre compte."
        )


class OidcNotConfiguredError(ConflictError):
    code = "oidc_not_configured"

    def __init__(self) -> None:
        super().__init__("Aucun service d’identité n’est réglé.")


class PasswordSignInClosedError(ChoraleError):
    """The service wants everybody to come by the identity provider."""

    status = 403
    code = "password_sign_in_closed"

    def __init__(self) -> None:
        super().__init__("Connectez-vous avec le compte de votre organisation.")
