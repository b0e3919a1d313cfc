"""Why a line of a flow is refused: a stable code, what happened, how to mend it.

The five messages that begin with the name of a field, that on duplicates, the one on the MOA and
the two on the API are Chorus Pro's, in substance; the others are ours, one for each published rule.
"""

from enum import StrEnum
from typing import Self


class IntegrationError(StrEnum):
    """Values are ours and stable. `message` and `remedy` are French sentences."""

    NUMBER_MISSING = (
        "number_missing",
        "Le numéro de la facture manque.",
        "Indiquez le numéro de la facture dans votre fichier.",
    )
    NUMBER_TOO_LONG = (
        "number_too_long",
        "Le numéro de la facture dépasse 20 caractères.",
        "Raccourcissez le numéro : 20 caractères au plus.",
    )
    NUMBER_IS_A_DATE = (
        "number_is_a_date",
        "Le numéro de la facture est une date, comme 20230305 : il est refusé.",
        "Donnez à la facture un numéro qui ne soit pas une simple date.",
    )
    DUPLICATE_NUMBER = (
        "duplicate_number",
        "Vous avez déjà déposé une demande de paiement avec ce numéro de facture pour cette "
        "structure.",
        "Le numéro est unique par fournisseur et par année : vérifiez que la facture n’est pas "
        "déjà déposée, sinon donnez-lui un autre numéro.",
    )
    DATE_MISSING = (
        "date_missing",
        "La date de la facture manque ou n’est pas lisible.",
        "Indiquez la date d’émission dans votre fichier.",
    )
    KIND_UNKNOWN = (
        "kind_unknown",
        "Le type du document n’est ni une facture (380) ni un avoir (381).",
        "Utilisez le type 380 pour une facture, 381 pour un avoir.",
    )
    FRAMEWORK_UNKNOWN = (
        "framework_unknown",
        "Le cadre de facturation n’existe pas.",
        "Utilisez A1 (facture d’un fournisseur), A2 (déjà payée), A9 (sous-traitant) ou A12 "
        "(cotraitant).",
    )
    FRAMEWORK_ELSEWHERE = (
        "framework_elsewhere",
        "Ce cadre de facturation n’est pas celui d’une facture ordinaire.",
        "Une facture ordinaire utilise A1, A2, A9 ou A12 ; déposez les documents de travaux, les "
        "mémoires de justice et les demandes de remboursement dans leur propre application.",
    )
    SUPPLIER_NOT_YOURS = (
        "supplier_not_yours",
        "Le fournisseur n’est pas une structure pour laquelle vous pouvez déposer.",
        "Vérifiez l’identifiant du fournisseur, et que votre rattachement et l’espace « Factures "
        "émises » sont bien actifs.",
    )
    VALIDATOR_MISSING = (
        "validator_missing",
        "Ce cadre demande l’accord du titulaire ou du mandataire, et le fichier ne permet pas de "
        "le trouver.",
        "Indiquez l’engagement ou le marché dont il est titulaire ; sinon saisissez la facture sur "
        "le portail, où le valideur se désigne.",
    )
    RECIPIENT_UNKNOWN = (
        "recipient_unknown",
        "Le SIRET du destinataire est absent de l’annuaire des structures publiques.",
        "Vérifiez les 14 chiffres du SIRET auprès de votre client ou dans l’annuaire.",
    )
    RECIPIENT_INACTIVE = (
        "recipient_inactive",
        "La structure destinataire est inactive.",
        "Demandez à votre client le SIRET de la structure qui reçoit désormais ses factures.",
    )
    SERVICE_MISSING = (
        "service_missing",
        "BuyerReference.value obligatoire : le code service du destinataire manque.",
        "Ajoutez le code service (champ BT-10), que votre client indique sur le bon de commande.",
    )
    SERVICE_UNKNOWN = (
        "service_unknown",
        "Le code service n’existe pas chez ce destinataire.",
        "Choisissez le code service dans l’annuaire, ou reprenez celui du bon de commande.",
    )
    SERVICE_CLOSED = (
        "service_closed",
        "Le service destinataire est fermé.",
        "Choisissez un service actif dans l’annuaire, ou demandez son code à votre client.",
    )
    SERVICE_TOO_LONG = (
        "service_too_long",
        "Le code service dépasse 100 caractères.",
        "Reprenez exactement le code service du bon de commande.",
    )
    ENGAGEMENT_MISSING = (
        "engagement_missing",
        "BuyerOrderReferencedDocument.IssuerAssignedID.value obligatoire : le numéro "
        "d’engagement manque.",
        "Ajoutez le numéro d’engagement (champ BT-13), que votre client doit vous donner.",
    )
    ENGAGEMENT_TOO_LONG = (
        "engagement_too_long",
        "Le numéro d’engagement dépasse 50 caractères.",
        "Reprenez exactement le numéro d’engagement, sans rien y ajouter.",
    )
    SERVICE_OR_ENGAGEMENT_MISSING = (
        "service_or_engagement_missing",
        "Ce destinataire demande un code service ou un numéro d’engagement : aucun n’est donné.",
        "Ajoutez l’un des deux : le code service (BT-10) ou le numéro d’engagement (BT-13).",
    )
    MARKET_TOO_LONG = (
        "market_too_long",
        "Le numéro de marché dépasse 50 caractères.",
        "Reprenez exactement le numéro du marché.",
    )
    AMOUNT_MISSING = (
        "amount_missing",
        "Un des montants de la facture (hors taxes ou toutes taxes comprises) manque.",
        "Indiquez le montant hors taxes et le montant toutes taxes comprises.",
    )
    AMOUNT_NOT_IN_CENTS = (
        "amount_not_in_cents",
        "Un total de la facture n’est pas un nombre de centimes.",
        "Arrondissez les totaux à deux décimales.",
    )
    AMOUNTS_INCOHERENT = (
        "amounts_incoherent",
        "Le montant hors taxes et la TVA ne font pas le montant toutes taxes comprises.",
        "Corrigez les totaux, au centime près, puis redéposez la facture.",
    )
    VAT_INCOHERENT = (
        "vat_incoherent",
        "Le récapitulatif de TVA ne correspond pas aux totaux de la facture.",
        "Corrigez les bases et les montants de TVA par taux, au centime près.",
    )
    CURRENCY_MISSING = (
        "currency_missing",
        "La devise de la facture n’est pas un code de trois lettres.",
        "Indiquez la devise, EUR par exemple.",
    )
    PAYMENT_MEANS_MISSING = (
        "payment_means_missing",
        "SpecifiedTradeSettlementPaymentMeans.TypeCode.value obligatoire : le mode de paiement "
        "manque ou n’est pas lisible.",
        "Indiquez le mode de paiement (30 pour un virement, 20 pour un chèque…).",
    )
    IBAN_MISSING = (
        "iban_missing",
        "Un paiement par virement demande un IBAN : il manque.",
        "Ajoutez les coordonnées bancaires du fournisseur.",
    )
    ALLOWANCE_AMOUNT_MISSING = (
        "allowance_amount_missing",
        "AppliedTradeAllowanceCharge.ActualAmount obligatoire si GrossPriceProductTradePrice est "
        "renseigné.",
        "Retirez le prix brut, ou donnez le montant de la remise.",
    )
    ATTACHMENT_NAME = (
        "attachment_name",
        "Le nom d’une pièce jointe manque, dépasse 50 caractères ou n’a pas d’extension admise.",
        "Renommez la pièce : 50 caractères au plus, extension comprise.",
    )
    ATTACHMENT_TOO_LARGE = (
        "attachment_too_large",
        "Une pièce jointe atteint 10 Mo.",
        "Chaque pièce doit faire moins de 10 Mo : allégez-la ou partagez-la.",
    )
    ATTACHMENTS_TOO_LARGE = (
        "attachments_too_large",
        "La facture et ses pièces jointes dépassent 120 Mo.",
        "Retirez ou allégez des pièces : 120 Mo au plus en tout.",
    )
    MOA_MISMATCH = (
        "moa_mismatch",
        "Le SIRET saisi n’est pas celui de la maîtrise d’ouvrage désignée.",
        "Vérifiez le SIRET de la maîtrise d’ouvrage de la facture de travaux.",
    )
    STATUS_UNKNOWN = (
        "status_unknown",
        "Ce code de statut n’est pas de ceux qu’un destinataire peut donner à une facture.",
        "Utilisez les codes 03 à 11 du format CPPStatut dont le sens est publié.",
    )
    STATUS_OF_A_FLOW = (
        "status_of_a_flow",
        "Ce statut porte sur un flux et non sur une facture : il n’est pas intégré.",
        "Ne déposez que des statuts de factures.",
    )
    STATUS_INVOICE_UNKNOWN = (
        "status_invoice_unknown",
        "Aucune facture reçue par vos structures ne porte ce numéro pour ce fournisseur.",
        "Vérifiez le numéro, le fournisseur et le destinataire, et l’espace « Factures reçues ».",
    )
    STATUS_ILLEGAL = (
        "status_illegal",
        "Incohérence au niveau du statut d’origine ou de destination (20002).",
        "Consultez l’état actuel de la facture : celui-ci ne peut pas le suivre.",
    )
    STATUS_REASON_MISSING = (
        "status_reason_missing",
        "Ce statut demande un motif.",
        "Donnez le motif dans le complément du statut.",
    )
    API_FORBIDDEN = (
        "api_forbidden",
        "HTTP 403 : l’application n’est pas abonnée à cette API, ou l’ancienne adresse est "
        "appelée.",
        "Abonnez l’application à l’API, et quittez les adresses « aife.economie.gouv.fr ».",
    )
    API_ACCOUNT_REFUSED = (
        "api_account_refused",
        "HTTP 401 : le compte technique est refusé.",
        "Vérifiez ses identifiants ; un compte neuf n’est utilisable qu’environ 30 minutes après "
        "sa création.",
    )

    message: str
    remedy: str

    def __new__(cls, code: str, message: str, remedy: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.message = message
        member.remedy = remedy
        return member

    def reported(self) -> dict[str, str]:
        """As the report of a flow keeps it."""
        return {"code": self.value, "message": self.message, "remedy": self.remedy}
