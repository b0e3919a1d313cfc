"""Failures of the conversation's contract."""

from api.core.errors import (
    ChoraleError,
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    TooLargeError,
)


class ConversationNotFoundError(NotFoundError):
    """Unknown, erased, expired, or not the caller's: all look alike."""

    code = "conversation_not_found"

    def __init__(self) -> None:
        super().__init__("Cette conversation n’existe pas ou n’est plus accessible.")


class ConversationClosedError(ConflictError):
    code = "conversation_closed"

    def __init__(self) -> None:
        super().__init__("Cette conversation est terminée : ouvrez-en une nouvelle.")


class OtherIdentityError(ConflictError):
    """Somebody else is logged in: on a shared computer nothing may pass from one to the other."""

    code = "other_identity"

    def __init__(self) -> None:
        super().__init__(
            "Cette conversation appartient à un autre utilisateur : ouvrez-en une nouvelle."
        )


class EmptyMessageError(InvalidRequestError):
    code = "empty_message"

    def __init__(self) -> None:
        super().__init__("Votre message est vide : écrivez votre question.")


class MessageTooLongError(TooLargeError):
    code = "message_too_long"

    def __init__(self, limit: int) -> None:
        super().__init__(f"Votre message dépasse {limit} caractères : raccourcissez-le.")


class UnknownChoiceError(InvalidRequestError):
    code = "unknown_choice"

    def __init__(self) -> None:
        super().__init__("Ce choix ne fait pas partie de cette conversation.")


class TextOrChoiceError(InvalidRequestError):
    def __init__(self) -> None:
        super().__init__("Envoyez soit un texte (text), soit un choix (choice).")


class AnswerNotFoundError(NotFoundError):
    """Only answers can be voted on, not the user's own messages nor the state of the queue."""

    code = "answer_not_found"

    def __init__(self) -> None:
        super().__init__("Aucune réponse ne porte ce numéro dans cette conversation.")


class AttachmentNotFoundError(InvalidRequestError):
    """No such file in this conversation; it may be in another, which looks the same.

    Not a 404, which tells a client that the conversation itself is gone.
    """

    code = "attachment_not_found"

    def __init__(self) -> None:
        super().__init__("Ce fichier ne figure pas dans cette conversation : joignez-le à nouveau.")


class FileNotFoundHereError(NotFoundError):
    """Asked for by its id: unknown, of another conversation, or gone."""

    code = "attachment_not_found"

    def __init__(self) -> None:
        super().__init__("Ce fichier ne figure pas dans cette conversation.")


class AttachmentTooLargeError(TooLargeError):
    code = "attachment_too_large"

    def __init__(self, limit: int) -> None:
        megabytes = f"{limit / 1_000_000:g}".replace(".", ",")
        super().__init__(f"La pièce jointe dépasse {megabytes} Mo.")


class TooManyAttachmentsError(ConflictError):
    code = "too_many_attachments"

    def __init__(self) -> None:
        super().__init__(
            "Cette conversation contient déjà trop de fichiers : ouvrez-en une nouvelle pour en "
            "joindre d’autres."
        )


class AttachmentRefusedError(InvalidRequestError):
    """The sentence says which rule of Chorus Pro the file breaks."""

    code = "attachment_refused"


class MailOffError(ConflictError):
    code = "mail_off"

    def __init__(self) -> None:
        super().__init__(
            "L’envoi par courriel n’est pas activé sur ce service : téléchargez la conversation."
        )


class MailAddressError(InvalidRequestError):
    code = "invalid_email"

    def __init__(self) -> None:
        super().__init__(
            "Cette adresse électronique n’est pas valide : écrivez-la sous la forme "
            "nom@exemple.fr, sans accent."
        )


class AnonymousMailError(ConflictError):
    """Anybody could have us write anything to anyone."""

    code = "mail_needs_identity"

    def __init__(self) -> None:
        super().__init__(
            "L’envoi par courriel est réservé aux utilisateurs connectés : connectez-vous, ou "
            "téléchargez la conversation."
        )


class MailsOfTheDayError(ChoraleError):
    """The same for one address and for everybody: it does not tell who is written to."""

    status = 429
    code = "too_many_mails_today"

    def __init__(self) -> None:
        super().__init__(
            "Trop de courriels ont été demandés aujourd’hui : téléchargez plutôt la conversation."
        )


class TooManyMailsError(ChoraleError):
    status = 429
    code = "too_many_mails"

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Cette conversation a déjà été envoyée {limit} fois : téléchargez-la plutôt."
        )
