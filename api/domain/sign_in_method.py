"""How an agent's session is opened."""

from api.domain.labelled import LabelledEnum


class SignInMethod(LabelledEnum):
    """Values are stored: add some, never rename one."""

    PASSWORD = "PASSWORD", "Mot de passe"
    OIDC = "OIDC", "Compte de l’organisation"
