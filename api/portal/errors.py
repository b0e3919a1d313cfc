"""What the portal refuses, said in French. Unknown and forbidden things look alike (404)."""

from collections.abc import Sequence

from api.core.errors import ChoraleError, ConflictError, InvalidRequestError, NotFoundError
from api.domain.sollicitations import MAX_DESCRIPTION, MIN_DESCRIPTION

_MAX_ECHO = 40


class InvoiceNotFoundError(NotFoundError):
    """No such invoice, or one that the reader may not see."""

    code = "invoice_not_found"

    def __init__(self, number: str) -> None:
        super().__init__(f"Aucune facture {_echo(number)} n’est rattachée à vos structures.")


class StructureNotFoundError(NotFoundError):
    """No such structure, or a private one that is not the caller's."""

    code = "structure_not_found"

    def __init__(self, siret: str) -> None:
        super().__init__(f"Aucune structure {_echo(siret)} ne figure dans l’annuaire.")


class RattachementNotFoundError(NotFoundError):
    """The caller has no validated rattachement to that SIRET, known or not."""

    code = "rattachement_not_found"

    def __init__(self, siret: str) -> None:
        super().__init__(
            f"La structure {_echo(siret)} ne figure pas parmi vos rattachements validés."
        )


class SollicitationNotFoundError(NotFoundError):
    code = "sollicitation_not_found"

    def __init__(self, reference: str) -> None:
        super().__init__(f"Aucune sollicitation {_echo(reference)} ne figure parmi les vôtres.")


class MissingRightError(ChoraleError):
    """The caller lacks a right of his own: telling him which reveals nothing of others."""

    status = 403
    code = "forbidden"


class RattachementMissingError(MissingRightError):
    code = "rattachement_missing"

    def __init__(self) -> None:
        super().__init__(
            "Votre compte n’est rattaché à aucune structure : demandez votre rattachement au "
            "gestionnaire principal de votre entreprise ou de votre entité."
        )


class SpaceMissingError(MissingRightError):
    """Each sentence says which space is missing, where, and who may grant it."""

    code = "space_missing"

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))


class AttachmentNotFoundError(NotFoundError):
    """No such file, or one of another conversation than the caller's."""

    code = "attachment_not_found"

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier ne figure pas dans votre conversation : déposez-le de nouveau."
        )


class UnknownInvoiceStatusError(InvalidRequestError):
    code = "unknown_invoice_status"

    def __init__(self, status: str) -> None:
        super().__init__(f"« {_echo(status)} » n’est pas un état de facture connu.")


class InvalidAmountError(InvalidRequestError):
    code = "invalid_amount"

    def __init__(self, amount: str) -> None:
        super().__init__(f"« {_echo(amount)} » n’est pas un montant en euros, comme 150 ou 150.20.")


class InvalidDateError(InvalidRequestError):
    code = "invalid_date"

    def __init__(self, date: str) -> None:
        super().__init__(f"« {_echo(date)} » n’est pas une date, comme 2026-05-26 ou 2026-05.")


class UnknownCategoryError(InvalidRequestError):
    code = "unknown_category"

    def __init__(self) -> None:
        super().__init__("Cette catégorie de sollicitation n’existe pas.")


class UnknownSubCategoryError(InvalidRequestError):
    code = "unknown_sub_category"

    def __init__(self, category_label: str) -> None:
        super().__init__(f"Cette sous-catégorie n’existe pas dans « {category_label} ».")


class DescriptionTooShortError(InvalidRequestError):
    code = "description_too_short"

    def __init__(self) -> None:
        super().__init__(
            f"Décrivez votre demande en au moins {MIN_DESCRIPTION} caractères, pour que l’on "
            "puisse y répondre."
        )


class DescriptionTooLongError(InvalidRequestError):
    code = "description_too_long"

    def __init__(self) -> None:
        super().__init__(f"La description ne peut pas dépasser {MAX_DESCRIPTION} caractères.")


class IdempotencyKeyRequiredError(InvalidRequestError):
    code = "idempotency_key_required"

    def __init__(self) -> None:
        super().__init__(
            "L’en-tête Idempotency-Key est obligatoire : de 1 à 128 caractères ASCII sans espace."
        )


class IdempotencyKeyReusedError(ConflictError):
    code = "idempotency_key_reused"

    def __init__(self) -> None:
        super().__init__("Cette clé d’idempotence a déjà servi pour une autre demande.")


def _echo(value: str) -> str:
    """What the caller typed, cut: a problem document is no place for a long text."""
    return value if len(value) <= _MAX_ECHO else f"{value[:_MAX_ECHO]}…"
