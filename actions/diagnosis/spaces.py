"""The spaces (« applications » today) as people name them → codes of the portal."""

import re

from actions.french_words import fold, singular

ISSUED_INVOICES = "FACTURES_EMISES"
# The most precise first; what names none of them means the one that suppliers miss most.
_NAMED = (
    ("FACTURES_A_VALIDER", r"facture a valider|viser? le facture|valider le facture"),
    ("FACTURES_TRAVAUX", r"facture de travaux|facture travaux|partie travaux|module travaux"),
    ("FACTURES_RECUES", r"facture recue"),
    ("MEMOIRES_FRAIS_JUSTICE", r"frai(?:s)? de justice|memoire"),
    ("REMBOURSEMENT_TIC", r"remboursement (?:de la )?tic|taxe (?:interieure )?.*carburant|\btic\b"),
    ("SUIVI_FLUX", r"suivi de flux|suivi flux|\bflux\b"),
    ("RACCORDEMENTS_EDI_API", r"raccordement|\bedi\b|\bapi\b"),
    ("SOLLICITATIONS_RECUES", r"sollicitation recue"),
    ("SOLLICITATIONS_EMISES", r"sollicitation emise"),
    ("ACTIVITES_GESTIONNAIRE", r"activite du gestionnaire"),
    ("ENGAGEMENTS", r"\bengagement\b"),
    ("FACTURES_EMISES", r"facture emise|facture emisse|emission"),
)


def space_named(text: str) -> str | None:
    """The code of the space that `text` speaks of; None when it names none."""
    words = singular(fold(text)).replace(" des ", " de ").replace(" les ", " le ")
    return next((code for code, pattern in _NAMED if re.search(pattern, words)), None)
