"""What an agent must do before the desk opens to him."""

from api.domain.labelled import LabelledEnum


class AccountStep(LabelledEnum):
    """In this order."""

    PASSWORD = "PASSWORD", "Choisir son mot de passe"
    TOTP = "TOTP", "Activer les codes à usage unique"
