"""What is refused about works documents, drafts and validators, said in French."""

from api.core.errors import ConflictError, InvalidRequestError, NotFoundError


class NoWorksDocumentError(NotFoundError):
    code = "no_works_document"

    def __init__(self) -> None:
        super().__init__("Cette facture n’est pas un document de travaux.")


class FrameworkRefusedError(InvalidRequestError):
    code = "framework_refused"

    def __init__(self) -> None:
        super().__init__(
            "Ce cadre de facturation n’est pas celui d’un document de travaux que dépose un "
            "titulaire, un sous-traitant ou un cotraitant."
        )


class NumberTakenError(ConflictError):
    code = "number_taken"

    def __init__(self) -> None:
        super().__init__(
            "Ce fournisseur a déjà déposé cette année un document qui porte ce numéro."
        )


class NumberRefusedError(InvalidRequestError):
    code = "number_refused"

    def __init__(self, why: str) -> None:
        super().__init__(why)


class PartyUnknownError(InvalidRequestError):
    code = "party_unknown"

    def __init__(self) -> None:
        super().__init__("Aucune structure active ne porte cet identifiant : vérifiez-le.")


class PartyUnchangedError(InvalidRequestError):
    code = "party_unchanged"

    def __init__(self) -> None:
        super().__init__(
            "Désignez une autre structure : celle-ci a signalé qu’elle n’est pas la bonne."
        )


class PartyIsSupplierError(InvalidRequestError):
    code = "party_is_supplier"

    def __init__(self) -> None:
        super().__init__(
            "Le fournisseur ne peut pas être son propre valideur, ni la maîtrise d’œuvre ou "
            "d’ouvrage de ses documents : désignez une autre structure."
        )


class ValidatorsAlikeError(InvalidRequestError):
    code = "validators_alike"

    def __init__(self) -> None:
        super().__init__("Le second valideur doit être une autre structure que le premier.")


class PartyNamedError(InvalidRequestError):
    code = "party_named"

    def __init__(self) -> None:
        super().__init__(
            "Le document auquel vous répondez désigne déjà une autre structure pour la maîtrise "
            "d’œuvre ou d’ouvrage : ne la changez pas ici."
        )


class CorrectionNotYoursError(InvalidRequestError):
    code = "correction_not_yours"

    def __init__(self) -> None:
        super().__init__("Vous ne pouvez corriger que le second valideur de cette facture.")
