"""The 25 billing frameworks (« cadres de facturation ») of Chorus Pro."""

from enum import StrEnum
from typing import Self


class BillingFramework(StrEnum):
    """What a document is and who deposits it. Values are portal codes: never rename one.

    `depositor` is the French name of the one who deposits. Labels follow the official XML schema
    of the pivot format (V2_02); for A19, A20, A24 and A25 it and the API disagree on the
    depositor, and we keep the API's.
    """

    A1 = "A1_FACTURE_FOURNISSEUR", "Facture d’un fournisseur", "fournisseur"
    A2 = "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE", "Facture déjà payée", "fournisseur"
    A3 = "A3_MEMOIRE_JUSTICE", "Mémoire de frais de justice", "prestataire de justice"
    A4 = "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR", "Projet de décompte mensuel", "titulaire"
    A5 = "A5_ETAT_ACOMPTE_FOURNISSEUR", "État d’acompte", "fournisseur"
    A6 = "A6_ETAT_ACOMPTE_VALIDE_FOURNISSEUR", "État d’acompte validé", "fournisseur"
    A7 = "A7_PROJET_DECOMPTE_FINAL_FOURNISSEUR", "Projet de décompte final", "titulaire"
    A8 = (
        "A8_DECOMPTE_GENERAL_DEFINITIF_FOURNISSEUR",
        "Décompte général et définitif",
        "titulaire",
    )
    A9 = "A9_FACTURE_SOUSTRAITANT", "Facture d’un sous-traitant", "sous-traitant"
    A10 = (
        "A10_PROJET_DECOMPTE_MENSUEL_SOUSTRAITANT",
        "Demande mensuelle d’un sous-traitant (travaux)",
        "sous-traitant",
    )
    A11 = (
        "A11_PROJET_DECOMPTE_FINAL_SOUSTRAITANT",
        "Demande finale d’un sous-traitant (travaux)",
        "sous-traitant",
    )
    A12 = "A12_FACTURE_COTRAITANT", "Facture d’un cotraitant", "cotraitant"
    A13 = (
        "A13_PROJET_DECOMPTE_MENSUEL_COTRAITANT",
        "Projet de décompte mensuel d’un cotraitant",
        "cotraitant",
    )
    A14 = (
        "A14_PROJET_DECOMPTE_FINAL_COTRAITANT",
        "Projet de décompte final d’un cotraitant",
        "cotraitant",
    )
    A15 = "A15_ETAT_ACOMPTE_MOE", "État d’acompte", "maîtrise d’œuvre"
    A16 = "A16_ETAT_ACOMPTE_VALIDE_MOE", "État d’acompte validé", "maîtrise d’œuvre"
    A17 = "A17_PROJET_DECOMPTE_GENERAL_MOE", "Projet de décompte général", "maîtrise d’œuvre"
    A18 = "A18_DECOMPTE_GENERAL_MOE", "Décompte général", "maîtrise d’œuvre"
    A19 = "A19_ETAT_ACOMPTE_VALIDE_MOA", "État d’acompte validé", "maîtrise d’ouvrage"
    A20 = "A20_DECOMPTE_GENERAL_MOA", "Décompte général", "maîtrise d’ouvrage"
    A21 = (
        "A21_DEMANDE_REMBOURSEMENT_TIC",
        "Demande de remboursement de la taxe intérieure de consommation",
        "bénéficiaire agricole",
    )
    A22 = (
        "A22_PROJET_DECOMPTE_GENERAL_FOURNISSEUR_PROCEDURE_TACITE",
        "Projet de décompte général, procédure tacite",
        "titulaire ou mandataire",
    )
    A23 = (
        "A23_DECOMPTE_GENERAL_DEFINITIF_TACITE_FOURNISSEUR",
        "Décompte général et définitif tacite",
        "titulaire ou mandataire",
    )
    A24 = (
        "A24_DECOMPTE_GENERAL_DEFINITIF_TACITE_MOE",
        "Décompte général et définitif tacite",
        "maîtrise d’œuvre",
    )
    A25 = (
        "A25_DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE",
        "Décompte général et définitif après procédure tacite",
        "maîtrise d’œuvre",
    )

    label: str
    depositor: str

    def __new__(cls, code: str, label: str, depositor: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = f"{code.partition('_')[0]} – {label}"
        member.depositor = depositor
        return member
