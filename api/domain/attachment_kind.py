"""The two kinds of files that an invoice carries."""

from api.domain.labelled import LabelledEnum


class AttachmentKind(LabelledEnum):
    """Values are those of `TypePJ` in the pivot format."""

    INVOICE = "01", "Facture"
    COMPLEMENT = "02", "Pièce jointe complémentaire"
