"""What the portal refuses about an invoice, said in French."""

from collections.abc import Sequence

from api.core.errors import ConflictError, InvalidRequestError, NotFoundError, TooLargeError
from api.domain.invoice_side import Side
from api.domain.invoice_status import InvoiceStatus
from api.domain.invoice_transitions import MAX_REASON


class IllegalTransitionError(ConflictError):
    """The status does not follow the present one, or somebody else has to bring it."""

    code = "illegal_transition"

    def __init__(self, present: InvoiceStatus, target: InvoiceStatus | None = None) -> None:
        wanted = f", et ne peut pas passer à « {target.label} »" if target else ""
        super().__init__(
            f"La facture est à l’état « {present.label} »{wanted} : cette action n’est pas "
            "possible maintenant."
        )


class InvoiceChangedError(ConflictError):
    code = "invoice_changed"

    def __init__(self) -> None:
        super().__init__("La facture vient de changer d’état : relisez-la, puis recommencez.")


class ActionNotPossibleError(ConflictError):
    code = "action_not_possible"

    def __init__(self, label: str, present: InvoiceStatus) -> None:
        super().__init__(
            f"« {label} » n’est pas possible : la facture est à l’état « {present.label} », ou "
            "l’action est déjà faite."
        )


class AmbiguousInvoiceError(ConflictError):
    code = "ambiguous_invoice"

    def __init__(self, number: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"Plusieurs factures portent le numéro {number} : {' ; '.join(candidates)}. Dites "
            "de quel fournisseur et de quelle année est la vôtre."
        )


class ReasonRequiredError(InvalidRequestError):
    code = "reason_required"

    def __init__(self, target: InvoiceStatus) -> None:
        super().__init__(f"Un motif est obligatoire pour passer à l’état « {target.label} ».")


class ReasonTooLongError(InvalidRequestError):
    code = "reason_too_long"

    def __init__(self) -> None:
        super().__init__(f"Le motif ne peut pas dépasser {MAX_REASON} caractères.")


class MandateNumberError(InvalidRequestError):
    code = "mandate_number_unexpected"

    def __init__(self) -> None:
        super().__init__(
            "Le numéro de mandat n’accompagne que l’état « Mandatée » et ceux qui le suivent."
        )


class ValidatorMissingError(InvalidRequestError):
    code = "validator_missing"

    def __init__(self) -> None:
        super().__init__(
            "Ce cadre de facturation demande un valideur, titulaire ou mandataire du marché."
        )


class WorksPartyMissingError(InvalidRequestError):
    code = "works_party_missing"

    def __init__(self, side: Side) -> None:
        named = "maîtrise d’œuvre" if side is Side.WORKS_MANAGER else "maîtrise d’ouvrage"
        super().__init__(f"Ce document doit désigner la {named} du marché.")


class RoutingError(InvalidRequestError):
    """The recipient, or one of its parameters, refuses the invoice."""


class RecipientUnknownError(RoutingError):
    code = "recipient_unknown"

    def __init__(self) -> None:
        super().__init__("Aucune structure publique ne porte ce SIRET : vérifiez le destinataire.")


class RecipientInactiveError(RoutingError):
    code = "recipient_inactive"

    def __init__(self) -> None:
        super().__init__("Le destinataire n’est pas actif : il ne reçoit plus de facture.")


class ServiceUnknownError(RoutingError):
    code = "service_unknown"

    def __init__(self) -> None:
        super().__init__("Ce code service n’existe pas chez le destinataire.")


class ServiceClosedError(RoutingError):
    code = "service_closed"

    def __init__(self) -> None:
        super().__init__("Ce service du destinataire est fermé : choisissez-en un autre.")


class ServiceMissingError(RoutingError):
    code = "service_missing"

    def __init__(self) -> None:
        super().__init__("Ce destinataire exige un code service.")


class EngagementMissingError(RoutingError):
    code = "engagement_missing"

    def __init__(self) -> None:
        super().__init__("Ce destinataire, ou son service, exige un numéro d’engagement.")


class ServiceOrEngagementMissingError(RoutingError):
    code = "service_or_engagement_missing"

    def __init__(self) -> None:
        super().__init__("Ce destinataire exige un code service ou un numéro d’engagement.")


class NothingToSendError(InvalidRequestError):
    code = "nothing_to_send"

    def __init__(self) -> None:
        super().__init__("Joignez au moins une pièce ou écrivez un commentaire.")


class AttachmentRefusedError(InvalidRequestError):
    code = "attachment_refused"


class AttachmentTooLargeError(TooLargeError):
    code = "attachment_too_large"


class DownloadTooLargeError(TooLargeError):
    code = "download_too_large"

    def __init__(self) -> None:
        super().__init__("Le téléchargement dépasse 120 Mo : demandez moins de factures à la fois.")


class PivotIncompleteError(ConflictError):
    code = "pivot_incomplete"

    def __init__(self, number: str, fields: Sequence[str]) -> None:
        self.number = number
        named = ", ".join(dict.fromkeys(fields))
        super().__init__(
            f"La facture {number} ne peut pas être écrite au format pivot : il manque {named}."
        )


class PivotsIncompleteError(ConflictError):
    """Several of those that were asked for together."""

    code = "pivot_incomplete"

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(
            "Ces factures ne peuvent pas être écrites au format pivot, faute de données qu’il "
            f"exige : {', '.join(numbers)}."
        )


class PdfMissingError(ConflictError):
    code = "pdf_missing"

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"Aucun PDF n’accompagne ces factures : {', '.join(numbers)}.")


class DownloadNotFoundError(NotFoundError):
    """A forged or expired link, or one whose holder may no longer have what it names."""

    code = "download_not_found"

    def __init__(self) -> None:
        super().__init__(
            "Ce lien de téléchargement n’est plus valable : demandez-en un nouveau à l’assistante."
        )
