"""Roles, rattachements and spaces: what a user may do for a structure."""

from collections.abc import Mapping
from enum import Enum, auto

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

    def may_become(self, target: "RattachementState") -> bool:
        return target in _NEXT_STATES[self]

    @property
    def held(self) -> bool:
        """Whether its user belongs, or will perhaps belong, to the structure."""
        return self not in (RattachementState.REFUSED, RattachementState.REMOVED)


# No source draws these arrows: a manager decides on what is pending and may suspend what he
# validated; what was refused or removed has to be asked for again.
_NEXT_STATES: Mapping[RattachementState, frozenset[RattachementState]] = {
    RattachementState.PENDING: frozenset(
        {RattachementState.VALIDATED, RattachementState.REFUSED, RattachementState.REMOVED}
    ),
    RattachementState.REFUSED: frozenset({RattachementState.PENDING}),
    RattachementState.VALIDATED: frozenset({RattachementState.DISABLED, RattachementState.REMOVED}),
    RattachementState.DISABLED: frozenset({RattachementState.VALIDATED, RattachementState.REMOVED}),
    RattachementState.REMOVED: frozenset({RattachementState.PENDING}),
}


class Grant(Enum):
    """How a user of the structure comes to a space that is open on it."""

    PERSONAL = auto()  # everybody's own, without any structure
    AUTOMATIC = auto()  # with the validation of the rattachement
    MANAGERS = auto()  # with the role of manager, and never without
    SELF_SERVICE = auto()  # by his own decision
    ON_APPROVAL = auto()  # by a manager's decision


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

    @property
    def grant(self) -> Grant:
        return _GRANTS.get(self, Grant.ON_APPROVAL)

    def granted_at_once(self, role: Role) -> bool:
        """Whether a user of that role gets it by asking, where it is open on the structure."""
        if self.grant is Grant.ON_APPROVAL:
            return role.manages  # he would be the one who decides
        return self.comes_with(role) or self.grant is Grant.SELF_SERVICE

    def comes_with(self, role: Role) -> bool:
        """Whether that role brings it, without asking."""
        return self.grant is Grant.AUTOMATIC or (self.grant is Grant.MANAGERS and role.manages)


# Since version 2.0 of the portal: « Factures émises » is added and removed by each user himself,
# sollicitations come to all, the management to the managers. The others are on validation; for
# flows and connections no source says so, and we take the stricter rule.
_GRANTS: Mapping[Space, Grant] = {
    Space.HOME: Grant.PERSONAL,
    Space.ACCOUNT: Grant.PERSONAL,
    Space.MANAGEMENT: Grant.MANAGERS,
    Space.ISSUED_INVOICES: Grant.SELF_SERVICE,
    Space.SENT_SOLLICITATIONS: Grant.AUTOMATIC,
    Space.RECEIVED_SOLLICITATIONS: Grant.AUTOMATIC,
}
