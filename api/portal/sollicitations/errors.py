"""What sollicitations refuse, said in French."""

from collections.abc import Mapping, Sequence

from api.core.errors import (
    ChoraleError,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    TooLargeError,
)
from api.domain.sollicitation_acts import Act
from api.domain.sollicitations import MAX_DESCRIPTION, MAX_TITLE, SollicitationStatus
from api.portal.errors import AttachmentNotFoundError


class ActNotPossibleError(ConflictError):
    """Says the state, and what can be done in it."""

    code = "act_not_possible"

    def __init__(self, act: Act, status: SollicitationStatus, possible: Sequence[Act]) -> None:
        offered = ", ".join(f"« {each.offered_as} »" for each in possible)
        then = f"Vous pouvez : {offered}." if offered else "Plus rien ne peut y être fait."
        super().__init__(
            f"« {act.offered_as} » n’est pas possible : la sollicitation est à l’état "
            f"« {status.label} ». {then}"
        )


class AssignFirstError(ConflictError):
    code = "assign_first"

    def __init__(self) -> None:
        super().__init__("Prenez d’abord la sollicitation en charge.")


class AssignedToAnotherError(ConflictError):
    code = "assigned_to_another"

    def __init__(self, name: str) -> None:
        super().__init__(f"La sollicitation est prise en charge par {name}.")


class TextRequiredError(InvalidRequestError):
    code = "text_required"

    def __init__(self) -> None:
        super().__init__("Écrivez un texte.")


class TextTooLongError(InvalidRequestError):
    code = "text_too_long"

    def __init__(self) -> None:
        super().__init__(f"Le texte ne peut pas dépasser {MAX_DESCRIPTION} caractères.")


class TitleTooLongError(InvalidRequestError):
    code = "title_too_long"

    def __init__(self) -> None:
        super().__init__(f"Le titre ne peut pas dépasser {MAX_TITLE} caractères.")


class AddresseeRequiredError(InvalidRequestError):
    code = "addressee_required"

    def __init__(self) -> None:
        super().__init__(
            "Indiquez l’entité publique à qui s’adresse la sollicitation, ou la facture concernée."
        )


class AddresseeNotFoundError(InvalidRequestError):
    """Not in the directory, or not public: the directory itself tells as much to anybody."""

    code = "addressee_not_public"

    def __init__(self) -> None:
        super().__init__("Le destinataire indiqué n’est pas une entité publique de l’annuaire.")


class StructureRequiredError(InvalidRequestError):
    code = "structure_required"

    def __init__(self) -> None:
        super().__init__("Indiquez pour quelle structure vous déposez la sollicitation.")


class EmptyDraftError(InvalidRequestError):
    code = "empty_draft"

    def __init__(self) -> None:
        super().__init__("Un brouillon contient au moins une catégorie ou une description.")


class NotADraftError(ConflictError):
    code = "not_a_draft"

    def __init__(self) -> None:
        super().__init__("Cette sollicitation n’est plus un brouillon : elle est déjà déposée.")


class CategoryNeedsAccountError(InvalidRequestError):
    code = "category_needs_account"

    def __init__(self) -> None:
        super().__init__("Connectez-vous pour déposer une sollicitation dans cette catégorie.")


class AccountNeededError(InvalidRequestError):
    """A structure, an invoice, an addressee or a draft, without an account."""

    code = "account_needed"

    def __init__(self) -> None:
        super().__init__(
            "Sans compte, une sollicitation s’adresse au support : ni structure, ni facture, ni "
            "brouillon."
        )


class EmailNotVerifiedError(ConflictError):
    code = "email_not_verified"

    def __init__(self) -> None:
        super().__init__(
            "Vérifiez d’abord votre adresse électronique par le code que nous vous envoyons."
        )


class ConversationNotFoundError(NotFoundError):
    """No such conversation, or one of somebody else."""

    code = "conversation_not_found"

    def __init__(self) -> None:
        super().__init__("Cette conversation n’est pas la vôtre, ou n’existe plus.")


class FileRefusedError(InvalidRequestError):
    """A file that Chorus Pro would not take; the sentence says why."""

    code = "file_refused"


class FileTooLargeError(TooLargeError):
    code = "file_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"Le fichier dépasse {limit // 1_000_000} Mo.")


class TooManyFilesError(ConflictError):
    code = "too_many_files"

    def __init__(self) -> None:
        super().__init__("Aucun fichier ne peut plus être joint à cette sollicitation.")


class FileNotFoundHereError(NotFoundError):
    """No such file for this caller, or one that was said already."""

    code = "file_not_found"

    def __init__(self) -> None:
        super().__init__("Ce fichier ne figure pas parmi ceux de cette sollicitation.")


class MailOffError(ConflictError):
    code = "mail_off"

    def __init__(self) -> None:
        super().__init__("Ce service n’envoie pas de courriels : connectez-vous à votre compte.")


class InvalidAddressError(InvalidRequestError):
    code = "invalid_address"

    def __init__(self) -> None:
        super().__init__("Cette adresse électronique n’est pas valide.")


class TooManyMailsError(ChoraleError):
    status = 429
    code = "too_many_mails"

    def __init__(self) -> None:
        super().__init__("Trop de courriels ont été demandés aujourd’hui : réessayez demain.")


class ConversationRequiredError(InvalidRequestError):
    code = "conversation_required"

    def __init__(self) -> None:
        super().__init__("Une adresse ne se vérifie que depuis une conversation.")


class TooManyActsError(ChoraleError):
    status = 429
    code = "too_many_acts"

    def __init__(self) -> None:
        super().__init__(
            "Vous avez beaucoup écrit dans cette sollicitation : reprenez dans une heure."
        )


class TooManySollicitationsError(ChoraleError):
    status = 429
    code = "too_many_sollicitations"

    def __init__(self) -> None:
        super().__init__("Vous avez déposé beaucoup de sollicitations : reprenez dans une heure.")


class WrongCodeError(InvalidRequestError):
    """`remaining` tries are left."""

    code = "wrong_code"

    def __init__(self, remaining: int) -> None:
        self.remaining = remaining
        tries = "un essai" if remaining == 1 else f"{remaining} essais"
        super().__init__(f"Ce code n’est pas le bon. Il vous reste {tries}.")

    @property
    def members(self) -> Mapping[str, object]:
        return {"remaining": self.remaining}


class CodeExpiredError(ConflictError):
    """Too old, mistyped too often, or never asked for: all alike."""

    code = "code_expired"

    def __init__(self) -> None:
        super().__init__("Ce code n’est plus valable : demandez-en un nouveau.")


class ChatFileNotFoundError(AttachmentNotFoundError):
    """Tells which of the files named it is; unknown and another's look alike."""

    def __init__(self, attachment: str) -> None:
        self.attachment = attachment
        super().__init__()

    @property
    def members(self) -> Mapping[str, object]:
        return {"attachment": self.attachment}


class ChatFileRefusedError(InvalidRequestError):
    """A file of the conversation that a sollicitation does not take; tells which one."""

    code = "attachment_refused"

    def __init__(self, attachment: str, why: str) -> None:
        self.attachment = attachment
        super().__init__(why)

    @property
    def members(self) -> Mapping[str, object]:
        return {"attachment": self.attachment}
