"""Sollicitations of the demonstration, of the day they are loaded. Their words are ours."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.demo.data.structures import ATD31, BRICOVILLARD, DELICES
from api.domain.sollicitation_acts import Act

_TOWN = ("mairie.atd", "Mairie ATD")
_AGENT = ("agent.1", "Camille")  # as the desk's own demonstration names it


@dataclass(frozen=True, slots=True)
class DemoAct:
    """By the receiver, of that login and name."""

    act: Act
    by: tuple[str, str]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSollicitation:
    """`key` tells it from the others of its author, once loaded."""

    key: str
    login: str
    siret: str
    pair: tuple[str, str]
    title: str
    description: str
    invoice: str | None = None
    addressee: str | None = None
    acts: Sequence[DemoAct] = ()


DEMO_SOLLICITATIONS: Sequence[DemoSollicitation] = (
    DemoSollicitation(
        "demo-attente",
        "manuela.martin",
        DELICES,
        ("FACTURES_EMISES", "QUESTION_ENTITE_PUBLIQUE"),
        "Facture 201700100376 en attente",
        "Notre facture est mise à disposition depuis longtemps : manque-t-il une pièce pour que "
        "vous puissiez la traiter ?",
        invoice="201700100376",
        addressee=ATD31,
    ),
    DemoSollicitation(
        "demo-rejet",
        "manuela.martin",
        DELICES,
        ("FACTURES_EMISES", "QUESTION_ENTITE_PUBLIQUE"),
        "Motif du rejet de la facture 201700000124",
        "La facture est rejetée pour un montant qui ne correspond pas au devis initial : à quel "
        "devis vous référez-vous ?",
        invoice="201700000124",
        addressee=ATD31,
        acts=(
            DemoAct(Act.ASSIGN, _TOWN),
            DemoAct(
                Act.ANSWER,
                _TOWN,
                "Nous nous référons au devis que vous nous avez adressé avec votre offre. "
                "Déposez une nouvelle facture de ce montant.",
            ),
        ),
    ),
    DemoSollicitation(
        "demo-raccordement",
        "laurent.bonhomme",
        BRICOVILLARD,
        ("RACCORDEMENT", "FICHE_RACCORDEMENT"),
        "Raccordement de notre logiciel",
        "Nous voulons raccorder notre logiciel de facturation : par où commencer ?",
        acts=(
            DemoAct(Act.ASSIGN, _AGENT),
            DemoAct(
                Act.ASK,
                _AGENT,
                "Souhaitez-vous échanger des flux (EDI) ou appeler les API ? Précisez aussi le "
                "nom de votre logiciel.",
            ),
        ),
    ),
)
