"""The seven ways to identify a structure, and their codes in the CPP formats.

Source: XSD of the pivot V2_02 and of the statuses V1_19. Code 6 (« tiers en cours
d'immatriculation ») is the portal's AUTRE, the only type left without a code of its own.
"""

TYPE_OF_CODE = {
    "1": "SIRET",
    "2": "UE_HORS_FRANCE",
    "3": "HORS_UE",
    "4": "RIDET",
    "5": "TAHITI",
    "6": "AUTRE",
    "7": "PARTICULIER",
}
CODE_OF_TYPE = {kind: code for code, kind in TYPE_OF_CODE.items()}

# Schemes of ISO 6523 under which a French SIRET is found: 0009 is the SIRET's own, 0002 the
# SIREN's, under which production clients also send SIRETs that Chorus Pro accepts.
SIRET_SCHEMES = ("0009", "0002")
