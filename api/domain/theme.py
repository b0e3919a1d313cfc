"""Themes of the knowledge entries, as agents read them: what a question is about."""

from api.domain.labelled import LabelledEnum


class Theme(LabelledEnum):
    """The folders of `knowledge/entries`; the labels are those of `knowledge`, which we cannot
    import.
    """

    ACCOUNT = "account", "Compte et connexion"
    STRUCTURES = "structures", "Structure, rattachement et droits"
    FILING = "filing", "Préparer et déposer"
    TRACKING = "tracking", "Suivi et statuts"
    SUBCONTRACTING = "subcontracting", "Sous-traitance et cotraitance"
    WORKS = "works", "Marchés de travaux"
    SUPPORT = "support", "Support, ClaudIA et tickets"
    FORMATS = "formats", "Formats, flux, EDI, API"
    OBLIGATIONS = "obligations", "Obligations et réforme"
    REFUNDS = "refunds", "Frais de justice et remboursements"
    PUBLIC_BODIES = "public-bodies", "Entités publiques"
    CD31 = "cd31", "Conseil départemental de la Haute-Garonne"


def theme_label(code: str) -> str:
    """The label, or the code itself of a theme that is no more."""
    return next((theme.label for theme in Theme if theme.value == code), code)
