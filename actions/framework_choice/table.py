"""Which « cadre de facturation » for whom: the label of each, and the entry that explains it.

Sources: labels of the Pivot XSD V2_02 (4 April 2022) and guide of the CD31 (March 2020) for A1, A2,
A9 and A12; enumeration of the API for the works documents. A11 is in the API, not in that XSD.
"""

from dataclasses import dataclass
from enum import StrEnum


class Depositor(StrEnum):
    SUPPLIER = "supplier"
    SUBCONTRACTOR = "subcontractor"
    CO_CONTRACTOR = "co_contractor"


class Document(StrEnum):
    """Of a works contract."""

    MONTHLY = "monthly"
    FINAL = "final"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Framework:
    """`code` is empty where several fit, and the entry tells them apart."""

    code: str
    label: str
    entry: str


_ORDINARY = {
    Depositor.SUPPLIER: Framework("A1", "facture d’un fournisseur", "faq_filing_framework_a1"),
    Depositor.SUBCONTRACTOR: Framework(
        "A9", "facture d’un sous-traitant", "faq_filing_framework_a9"
    ),
    Depositor.CO_CONTRACTOR: Framework(
        "A12", "facture d’un cotraitant", "faq_filing_framework_a12"
    ),
}
_PAID = Framework(
    "A2", "facture déjà payée, par carte d’achat par exemple", "faq_filing_framework_a2"
)
_MONTHLY = "projet de décompte mensuel"
_FINAL = "projet de décompte final"
_WORKS = {
    (Depositor.SUPPLIER, Document.MONTHLY): Framework("A4", _MONTHLY, "faq_works_framework_a4"),
    (Depositor.SUPPLIER, Document.FINAL): Framework("A7", _FINAL, "faq_works_framework_a7"),
    (Depositor.SUBCONTRACTOR, Document.MONTHLY): Framework(
        "A10", f"{_MONTHLY} d’un sous-traitant", "faq_works_framework_a10"
    ),
    (Depositor.SUBCONTRACTOR, Document.FINAL): Framework(
        "A11", f"{_FINAL} d’un sous-traitant", "faq_works_framework_a11"
    ),
    (Depositor.CO_CONTRACTOR, Document.MONTHLY): Framework(
        "A13", f"{_MONTHLY} d’un cotraitant", "faq_works_framework_a13"
    ),
    (Depositor.CO_CONTRACTOR, Document.FINAL): Framework(
        "A14", f"{_FINAL} d’un cotraitant", "faq_works_framework_a14"
    ),
}
_OTHER_WORKS = Framework("", "", "faq_works_final_statement_frameworks")
# Whether a contract is one of works decides which application takes the document.
WORKS_OR_NOT = Framework("", "", "faq_works_when_to_use_works_invoices")


def ordinary(depositor: Depositor, *, paid: bool) -> Framework:
    return _PAID if paid and depositor is Depositor.SUPPLIER else _ORDINARY[depositor]


def of_works(depositor: Depositor, document: Document) -> Framework:
    return _WORKS.get((depositor, document), _OTHER_WORKS)


def all_frameworks() -> list[Framework]:
    return [*_ORDINARY.values(), _PAID, *_WORKS.values(), _OTHER_WORKS, WORKS_OR_NOT]
