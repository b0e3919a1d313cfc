"""Documents of works markets: what each is, who deposits it, who holds it, what answers it.

Sourced: the eleven types (`typeFactureTravaux` of the API) and who deposits which framework; each
month A4 by the titulaire, A15 by the MOE, A19 by the MOA, then the payer; at the end A7, A17,
possibly A20, then A8 signed by the titulaire. Ours: documents of one type go the same way,
whoever deposits them (A5 as A15, A18 as A20, A22 as A17), and a request of a subcontractor or
cotraitant goes the way of the titulaire's.
"""

from collections.abc import Mapping

from api.domain.billing_framework import BillingFramework as Framework
from api.domain.invoice_side import Side
from api.domain.labelled import LabelledEnum


class WorksDocument(LabelledEnum):
    """Values are portal codes."""

    SUBCONTRACTOR_REQUEST = (
        "DP_DE_SOUSTRAITANT_TRAVAUX",
        "Demande de paiement d’un sous-traitant",
    )
    MONTHLY_DRAFT = "PROJET_DECOMPTE_MENSUEL", "Projet de décompte mensuel"
    INSTALMENT = "ETAT_ACOMPTE", "État d’acompte"
    VALIDATED_INSTALMENT = "ETAT_ACOMPTE_VALIDE", "État d’acompte validé"
    FINAL_DRAFT = "PROJET_DECOMPTE_FINAL", "Projet de décompte final"
    GENERAL_DRAFT = "PROJET_DECOMPTE_GENERAL", "Projet de décompte général"
    TACIT_GENERAL_DRAFT = (
        "PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE",
        "Projet de décompte général, procédure tacite",
    )
    GENERAL = "DECOMPTE_GENERAL", "Décompte général"
    SIGNED_GENERAL = "DECOMPTE_GENERAL_SIGNE", "Décompte général signé"
    TACIT_GENERAL = (
        "DECOMPTE_GENERAL_DEFINITIF_TACITE",
        "Décompte général et définitif tacite",
    )
    GENERAL_AFTER_TACIT = (
        "DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE",
        "Décompte général et définitif après procédure tacite",
    )


_TYPES: Mapping[Framework, WorksDocument] = {
    Framework.A4: WorksDocument.MONTHLY_DRAFT,
    Framework.A5: WorksDocument.INSTALMENT,
    Framework.A6: WorksDocument.VALIDATED_INSTALMENT,
    Framework.A7: WorksDocument.FINAL_DRAFT,
    Framework.A8: WorksDocument.SIGNED_GENERAL,
    Framework.A10: WorksDocument.SUBCONTRACTOR_REQUEST,
    Framework.A11: WorksDocument.SUBCONTRACTOR_REQUEST,
    Framework.A13: WorksDocument.MONTHLY_DRAFT,
    Framework.A14: WorksDocument.FINAL_DRAFT,
    Framework.A15: WorksDocument.INSTALMENT,
    Framework.A16: WorksDocument.VALIDATED_INSTALMENT,
    Framework.A17: WorksDocument.GENERAL_DRAFT,
    Framework.A18: WorksDocument.GENERAL,
    Framework.A19: WorksDocument.VALIDATED_INSTALMENT,
    Framework.A20: WorksDocument.GENERAL,
    Framework.A22: WorksDocument.TACIT_GENERAL_DRAFT,
    Framework.A23: WorksDocument.TACIT_GENERAL,
    Framework.A24: WorksDocument.TACIT_GENERAL,
    Framework.A25: WorksDocument.GENERAL_AFTER_TACIT,
}
WORKS_FRAMEWORKS = frozenset(_TYPES)
# The source gives the MOE seven days for a monthly document.
MONTHLY_FRAMEWORKS = frozenset({Framework.A4, Framework.A10, Framework.A13})

_HOLDERS: Mapping[WorksDocument, Side] = {
    WorksDocument.SUBCONTRACTOR_REQUEST: Side.WORKS_MANAGER,
    WorksDocument.MONTHLY_DRAFT: Side.WORKS_MANAGER,
    WorksDocument.FINAL_DRAFT: Side.WORKS_MANAGER,
    WorksDocument.INSTALMENT: Side.WORKS_OWNER,
    WorksDocument.GENERAL_DRAFT: Side.WORKS_OWNER,
    WorksDocument.TACIT_GENERAL_DRAFT: Side.WORKS_OWNER,
    WorksDocument.GENERAL: Side.SUPPLIER,
}
# For A24 and A25 the API and the schema disagree: the API's, as for their labels.
_BY_MOE = frozenset(
    {
        Framework.A15,
        Framework.A16,
        Framework.A17,
        Framework.A18,
        Framework.A24,
        Framework.A25,
    }
)
_BY_MOA = frozenset({Framework.A19, Framework.A20})

# What the holder of a document deposits when he accepts it.
_ANSWERS: Mapping[Framework, Framework] = {
    Framework.A4: Framework.A15,
    Framework.A10: Framework.A15,
    Framework.A13: Framework.A15,
    Framework.A7: Framework.A17,
    Framework.A11: Framework.A17,
    Framework.A14: Framework.A17,
    Framework.A5: Framework.A19,
    Framework.A15: Framework.A19,
    Framework.A17: Framework.A20,
    Framework.A22: Framework.A20,
    Framework.A18: Framework.A8,
    Framework.A20: Framework.A8,
}


def type_of(framework: Framework) -> WorksDocument | None:
    """None for what is no works document."""
    return _TYPES.get(framework)


def holder_of(framework: Framework) -> Side:
    """To whom a deposited document goes: the payer, unless somebody has to answer it first."""
    kind = type_of(framework)
    return Side.RECIPIENT if kind is None else _HOLDERS.get(kind, Side.RECIPIENT)


def depositor_of(framework: Framework) -> Side:
    """Who deposits it, and corrects it when it comes back within the works circuit."""
    if framework in _BY_MOE:
        return Side.WORKS_MANAGER
    return Side.WORKS_OWNER if framework in _BY_MOA else Side.SUPPLIER


def answer_to(framework: Framework) -> Framework | None:
    """None for what goes to the payer."""
    return _ANSWERS.get(framework)


def parties_needed(framework: Framework) -> tuple[Side, ...]:
    """The MOE, the MOA: who will hold this document, or one of those that answer it in turn."""
    holders: list[Side] = []
    document: Framework | None = framework
    while document is not None:
        holders.append(holder_of(document))
        document = answer_to(document)
    return tuple(side for side in (Side.WORKS_MANAGER, Side.WORKS_OWNER) if side in holders)
