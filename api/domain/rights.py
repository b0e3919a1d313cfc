"""Roles, rattachements and spaces: what a user may do for a structure."""

from api.domain.labelled import LabelledEnum


class Role(LabelledEnum):
    """A structure has exactly one principal manager. Codes are ours: the portal's are unknown."""

    PRINCIPAL_MANAGER = "GESTIONNAIRE_PRINCIPAL", "Gestionnaire principal"
    SECONDARY_MANAGER = "GESTIONNAIRE_SECONDAIRE", "Gestionnaire secondaire"
    SIMPLE_USER = "UTILISATEUR_SIMPLE", "Utilisateur simple"

    @property
    def manages(self) -> bool:
        return self is not Role.SIMPLE_USER


class RattachementState(LabelledEnum):
    """Only a validated rattachement gives rights. Values are portal codes."""

    PENDING = "EN_COURS_DE_VALIDATION", "En cours de validation"
    REFUSED = "REFUSEE", "Refusée"
    VALIDATED = "VALIDEE", "Validée"
    DISABLED = "DESACTIVEE", "Désactivée"
    REMOVED = "SUPPRIMEE", "Supprimée"


class Space(LabelledEnum):
    """A space (« espace », today an application) opened on a structure. Codes are ours."""

    HOME = "ACCUEIL_CONNECTE", "Accueil connecté"
    ACCOUNT = "MON_COMPTE", "Mon compte"
    MANAGEMENT = "ACTIVITES_GESTIONNAIRE", "Activités du gestionnaire"
    ISSUED_INVOICES = "FACTURES_EMISES", "Factures émises"
    RECEIVED_INVOICES = "FACTURES_RECUES", "Factures reçues"
    SENT_SOLLICITATIONS = "SOLLICITATIONS_EMISES", "Sollicitations émises"
    RECEIVED_SOLLICITATIONS = "SOLLICITATIONS_RECUES", "Sollicitations reçues"
    WORKS_INVOICES = "FACTURES_TRAVAUX", "Factures de travaux"
    INVOICES_TO_VALIDATE = "FACTURES_A_VALIDER", "Factures à valider"
    ENGAGEMENTS = "ENGAGEMENTS", "Engagements"
    JUSTICE_FEES = "MEMOIRES_FRAIS_JUSTICE", "Mémoires de frais de justice"
    FUEL_TAX_REFUND = "REMBOURSEMENT_TIC", "Demande de remboursement TIC"
    FLOWS = "SUIVI_FLUX", "Suivi des flux"
    CONNECTIONS = "RACCORDEMENTS_EDI_API", "Raccordements EDI et API"
