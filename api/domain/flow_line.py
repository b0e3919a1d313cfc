"""What the lines of an integration report are about, and what became of them."""

from api.domain.labelled import LabelledEnum


class LineKind(LabelledEnum):
    """Codes are ours. `FILE` is a file of a lot that could not be read at all."""

    INVOICE = "invoice", "Facture"
    STATUS = "status", "Statut"
    FILE = "file", "Fichier"


class LineOutcome(LabelledEnum):
    """Codes are ours."""

    CREATED = "created", "Facture créée"
    APPLIED = "applied", "Statut appliqué"
    REFUSED = "refused", "Refusée"
