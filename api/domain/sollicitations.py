"""Sollicitations: categories, who receives them, and the states they go through."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.domain.labelled import LabelledEnum

MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 4000


class Receiver(StrEnum):
    """Who treats a sollicitation, decided by its category and sub-category."""

    SUPPORT = "support"
    PUBLIC_CLIENT = "public_client"


class SollicitationStatus(LabelledEnum):
    """Only « Brouillon » is attested by a public source; the other names are placeholders."""

    DRAFT = "BROUILLON", "Brouillon"
    SUBMITTED = "SOUMISE", "Soumise"
    ASSIGNED = "AFFECTEE", "Affectée"
    IN_PROGRESS = "EN_COURS", "En cours"
    MORE_REQUESTED = "DEMANDE_COMPLEMENT", "Complément demandé"
    SENT_BACK = "RENVOYEE", "Renvoyée"
    ANSWERED = "REPONDUE", "Répondue"
    FORWARDED = "TRANSFEREE_SUPPORT", "Transférée au support"
    CLOSED = "CLOTUREE", "Clôturée"


@dataclass(frozen=True, slots=True)
class SubCategory:
    """`attested`: seen in a public source; otherwise a placeholder of ours."""

    code: str
    label: str
    receiver: Receiver = Receiver.SUPPORT
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A category and its sub-categories; codes are stored, so never rename one."""

    code: str
    label: str
    sub_categories: Sequence[SubCategory]
    attested: bool = False

    def sub_category(self, code: str) -> SubCategory | None:
        return next((item for item in self.sub_categories if item.code == code), None)


_QUESTION_TO_CLIENT = SubCategory(
    "QUESTION_ENTITE_PUBLIQUE", "Question pour une entité publique", Receiver.PUBLIC_CLIENT
)
_OTHER = SubCategory("AUTRE_DEMANDE", "Autre demande")

# The portal's whole list was found nowhere: what is not `attested` is a placeholder.
CATEGORIES: Sequence[Category] = (
    Category(
        "COMPTE_CONNEXION",
        "Compte et connexion",
        (
            SubCategory("CONNEXION_IMPOSSIBLE", "Connexion impossible"),
            SubCategory("ACTIVATION_COMPTE", "Activation du compte"),
            SubCategory("DONNEES_COMPTE", "Modification des données du compte"),
            _OTHER,
        ),
    ),
    Category(
        "STRUCTURES_UTILISATEURS",
        "Gestion des structures et utilisateurs",
        (
            SubCategory(
                "CREATION_STRUCTURE_PUBLIQUE",
                "Demande de création de structure publique",
                attested=True,
            ),
            SubCategory(
                "TRANSFERT_GESTIONNAIRE_PRINCIPAL",
                "Transfert de gestionnaire principal",
                attested=True,
            ),
            SubCategory("RATTACHEMENT", "Rattachement à une structure"),
            SubCategory("ESPACES", "Espaces et habilitations"),
            _OTHER,
        ),
        attested=True,
    ),
    Category(
        "FACTURES_EMISES",
        "Factures émises",
        (
            SubCategory(
                _QUESTION_TO_CLIENT.code, _QUESTION_TO_CLIENT.label, Receiver.PUBLIC_CLIENT, True
            ),
            SubCategory("DEPOT_FACTURE", "Dépôt ou saisie d’une facture"),
            SubCategory("SUIVI_FACTURE", "Suivi d’une facture"),
            _OTHER,
        ),
        attested=True,
    ),
    Category(
        "FACTURES_RECUES",
        "Factures reçues",
        (
            SubCategory("FORMAT_FLUX_PIVOT", "Format du flux pivot", attested=True),
            SubCategory("TRAITEMENT_FACTURE", "Traitement d’une facture reçue"),
            _OTHER,
        ),
        attested=True,
    ),
    Category(
        "FACTURES_TRAVAUX",
        "Factures de travaux",
        (
            _QUESTION_TO_CLIENT,
            SubCategory("DEPOT_TRAVAUX", "Dépôt d’un document de travaux"),
            _OTHER,
        ),
    ),
    Category(
        "FACTURES_A_VALIDER",
        "Factures à valider",
        (SubCategory("VALIDATION", "Validation d’une facture"), _OTHER),
    ),
    Category(
        "MEMOIRES_FRAIS_JUSTICE",
        "Mémoires de frais de justice",
        (
            SubCategory(
                "QUESTION_JURIDICTION", "Question pour une juridiction", Receiver.PUBLIC_CLIENT
            ),
            SubCategory("SAISIE_MEMOIRE", "Saisie d’un mémoire"),
            _OTHER,
        ),
    ),
    Category(
        "REMBOURSEMENT_TIC",
        "Remboursement TIC",
        (SubCategory("DEMANDE_REMBOURSEMENT", "Demande de remboursement"), _OTHER),
    ),
    Category(
        "ENGAGEMENTS",
        "Engagements",
        (_QUESTION_TO_CLIENT, SubCategory("CONSULTATION", "Consultation d’un engagement"), _OTHER),
    ),
    Category(
        "RACCORDEMENT",
        "Raccordement EDI ou API",
        (
            SubCategory("FICHE_RACCORDEMENT", "Fiche de raccordement"),
            SubCategory("INCIDENT_RACCORDEMENT", "Incident de raccordement"),
            _OTHER,
        ),
    ),
    Category(
        "SUIVI_FLUX",
        "Suivi des flux",
        (SubCategory("FLUX_REJETE", "Flux rejeté ou incidenté"), _OTHER),
    ),
    Category("AUTRE", "Autre", (_OTHER,)),
)


def find_category(code: str) -> Category | None:
    return next((item for item in CATEGORIES if item.code == code), None)


def reference_of(year: int, number: int) -> str:
    """`SOL-2026-000123`: the reference that users quote."""
    return f"SOL-{year}-{number:06d}"
