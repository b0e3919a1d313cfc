"""Steps of an invoice, as Chorus Pro names them, what they mean and what comes next."""

from enum import StrEnum
from typing import Self

# The 57 codes of the portal's API (docs/glossary.md). Where no source tells what a code means, the
# meaning says so: we do not explain what we do not know.
_WORKS_MEANING = (
    "Étape propre au circuit des factures de travaux, entre le titulaire, la maîtrise d’œuvre "
    "et la maîtrise d’ouvrage."
)
_WORKS_NEXT_STEP = "Suivez ce document dans l’application « Factures de travaux »."
_WORKS = (_WORKS_MEANING, _WORKS_NEXT_STEP)
_UNTOLD = (
    "Chorus Pro connaît cet état, mais aucune documentation publique n’en explique le sens.",
    "Si la facture y reste, demandez au support ce qu’il signifie pour elle.",
)
_NOTHING_TO_DO = "Vous n’avez rien à faire."


class InvoiceStatus(StrEnum):
    """Step an invoice has reached. Values are portal codes: add some, never rename one.

    `meaning` and `next_step` are complete French sentences; the first suits all sides, the second
    is for the supplier of an ordinary invoice (for whoever reads: `invoice_next_step`). Labels of
    works-market steps are spelled out from their codes.
    """

    DRAFT = (
        "BROUILLON",
        "Brouillon",
        "La facture est enregistrée mais n’est pas envoyée : le destinataire ne la voit pas.",
        "Ouvrez-la depuis la synthèse de « Factures émises », puis choisissez « Valider et "
        "envoyer » et confirmez l’envoi.",
    )
    DEPOSITED = (
        "DEPOSEE",
        "Déposée",
        "Chorus Pro a bien intégré la facture ; cette étape ne dure pas.",
        "Vous n’avez rien à faire ; vous pouvez exporter le certificat de dépôt.",
    )
    IN_TRANSIT = (
        "EN_COURS_ACHEMINEMENT",
        "En cours d’acheminement",
        "La facture est en route vers son destinataire ; cette étape est technique.",
        "Patientez ; si cela dure, contactez le support.",
    )
    AVAILABLE = (
        "MISE_A_DISPOSITION",
        "Mise à disposition du destinataire",
        "La facture est dans l’espace du destinataire, qui peut la traiter ; le fait qu’il la "
        "télécharge ne change pas cet état.",
        "Patientez. Si cela dure, interrogez votre client : il la traite peut-être sans que "
        "l’état remonte, ou ne l’a pas encore téléchargée.",
    )
    TO_RECYCLE = (
        "A_RECYCLER",
        "À recycler",
        "Le destinataire a renvoyé la facture : les données qui le désignent sont fausses.",
        "Corrigez le SIRET, le code service ou le numéro d’engagement, puis renvoyez la facture "
        "en gardant son numéro.",
    )
    SUSPENDED = (
        "SUSPENDUE",
        "Suspendue",
        "Le destinataire attend une pièce justificative ; il a indiqué pourquoi.",
        "Ajoutez la pièce demandée ou un commentaire, puis renvoyez la facture : elle garde son "
        "numéro.",
    )
    COMPLETED = (
        "COMPLETEE",
        "Complétée",
        "Le fournisseur a transmis ce qui manquait : la facture est revenue chez le destinataire.",
        "Patientez : votre client reprend le traitement.",
    )
    REJECTED = (
        "REJETEE",
        "Rejetée",
        "Le destinataire a refusé la facture à cause de ses données de facturation ; ce rejet est "
        "définitif et motivé.",
        "Lisez le motif, traitez le rejet, puis émettez une nouvelle facture avec un nouveau "
        "numéro.",
    )
    SERVICE_DONE = (
        "SERVICE_FAIT",
        "Service fait",
        "Le destinataire a reconnu que la prestation est faite ; cette étape est facultative.",
        _NOTHING_TO_DO,
    )
    PAYMENT_ORDERED = (
        "MANDATEE",
        "Mandatée",
        "Le destinataire a établi l’ordre de payer, pour le comptable public ; cette étape est "
        "facultative.",
        _NOTHING_TO_DO,
    )
    WITH_ACCOUNTANT = (
        "MISE_A_DISPOSITION_COMPTABLE",
        "Mise à disposition comptable",
        "La facture est chez le comptable public ; cette étape est facultative.",
        _NOTHING_TO_DO,
    )
    POSTED = (
        "COMPTABILISEE",
        "Comptabilisée",
        "Le comptable public a pris la facture en compte ; cette étape est facultative.",
        _NOTHING_TO_DO,
    )
    PAID = (
        "MISE_EN_PAIEMENT",
        "Mise en paiement",
        "Le paiement est lancé : c’est le dernier état d’une facture.",
        "Surveillez l’arrivée du virement sur votre compte bancaire.",
    )
    TO_VALIDATE_1 = (
        "A_VALIDER_1",
        "À valider 1",
        "La facture attend l’accord du titulaire ou du mandataire du marché.",
        "Relancez ce valideur ; en sous-traitance, son silence vaut accord après 15 jours.",
    )
    TO_VALIDATE_2 = (
        "A_VALIDER_2",
        "À valider 2",
        "La facture attend l’accord du second valideur.",
        "Relancez ce valideur ; en sous-traitance, son silence vaut accord après 15 jours.",
    )
    VALIDATED_1 = (
        "VALIDEE_1",
        "Validée 1",
        "Le premier valideur a donné son accord : la facture poursuit son chemin.",
        _NOTHING_TO_DO,
    )
    VALIDATED_2 = (
        "VALIDEE_2",
        "Validée 2",
        "Le second valideur a donné son accord : la facture poursuit son chemin.",
        _NOTHING_TO_DO,
    )
    REFUSED_1 = (
        "REFUSEE_1",
        "Refusée 1",
        "Le premier valideur a refusé la facture, avec un motif.",
        "Lisez le motif, corrigez la facture et soumettez-la de nouveau.",
    )
    REFUSED_2 = (
        "REFUSEE_2",
        "Refusée 2",
        "Le second valideur a refusé la facture, avec un motif.",
        "Lisez le motif, corrigez la facture et soumettez-la de nouveau.",
    )
    NOT_VALIDATED_IN_TIME_1 = (
        "ABSENCE_VALIDATION_1_HORS_DELAI",
        "Absence de validation 1 hors délai",
        "Le premier valideur n’a pas répondu dans le délai : son silence vaut accord.",
        _NOTHING_TO_DO,
    )
    NOT_VALIDATED_IN_TIME_2 = (
        "ABSENCE_VALIDATION_2_HORS_DELAI",
        "Absence de validation 2 hors délai",
        "Le second valideur n’a pas répondu dans le délai : son silence vaut accord.",
        _NOTHING_TO_DO,
    )
    WRONG_VALIDATOR_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
        "Erreur du fournisseur sur le valideur",
        "La structure désignée pour valider la facture signale qu’elle n’est pas la bonne.",
        "Corrigez le valideur, puis renvoyez la facture.",
    )
    WRONG_VALIDATOR_BY_CO_CONTRACTOR = (
        "ERREUR_COTRAITANT_SUR_VALIDEUR",
        "Erreur du cotraitant sur le valideur",
        "La structure désignée comme second valideur signale qu’elle n’est pas la bonne.",
        "Attendez : c’est au premier valideur de désigner un autre second valideur.",
    )
    TAKEN_BY_RECIPIENT = (
        "PRISE_EN_COMPTE_DESTINATAIRE",
        "Prise en compte par le destinataire",
        "Le destinataire a pris la facture en charge.",
        _NOTHING_TO_DO,
    )
    WORKS_AVAILABLE_MOE = (
        "MISE_A_DISPOSITION_MOE",
        "Mise à disposition de la maîtrise d’œuvre",
        "Le document est chez la maîtrise d’œuvre, qui doit le traiter.",
        _WORKS_NEXT_STEP,
    )
    WORKS_LATE_MOE = (
        "ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE",
        "Absence de validation de la maîtrise d’œuvre dans le délai réglementaire",
        "La maîtrise d’œuvre n’a pas traité le document dans le délai réglementaire.",
        _WORKS_NEXT_STEP,
    )
    WORKS_TAKEN_MOE = ("PRISE_EN_COMPTE_MOE", "Prise en compte par la maîtrise d’œuvre", *_WORKS)
    WORKS_AVAILABLE_MOA = (
        "MISE_A_DISPOSITION_MOA",
        "Mise à disposition de la maîtrise d’ouvrage",
        *_WORKS,
    )
    WORKS_TAKEN_MOA = ("PRISE_EN_COMPTE_MOA", "Prise en compte par la maîtrise d’ouvrage", *_WORKS)
    WORKS_SENT_MOA = ("TRANSMISE_MOA", "Transmise à la maîtrise d’ouvrage", *_WORKS)
    WORKS_TO_LINK_MOE = ("A_ASSOCIER_MOE", "À associer par la maîtrise d’œuvre", *_WORKS)
    WORKS_TO_LINK_MOA = ("A_ASSOCIER_MOA", "À associer par la maîtrise d’ouvrage", *_WORKS)
    WORKS_TO_LINK_SUPPLIER = ("A_ASSOCIER_FOURNISSEUR", "À associer par le fournisseur", *_WORKS)
    WORKS_LINKED = ("ASSOCIEE", "Associée", *_WORKS)
    WORKS_REFUSED_MOE = ("REFUSEE_MOE", "Refusée par la maîtrise d’œuvre", *_WORKS)
    WORKS_REFUSED_MOA = ("REFUSEE_MOA", "Refusée par la maîtrise d’ouvrage", *_WORKS)
    WORKS_REFUSED_SUPPLIER = ("REFUSEE_FOURNISSEUR", "Refusée par le fournisseur", *_WORKS)
    WORKS_WRONG_MOE = ("ERREUR_DE_MOE", "Erreur de maîtrise d’œuvre", *_WORKS)
    WORKS_WRONG_MOA = ("ERREUR_DE_MOA", "Erreur de maîtrise d’ouvrage", *_WORKS)
    WORKS_REPLACED_BY_A22 = ("REMPLACEE_PAR_A22", "Remplacée par un document A22", *_WORKS)
    WORKS_COPIED_AFTER_REFUSAL = ("DUPLIQUE_APRES_REFUS", "Dupliquée après un refus", *_WORKS)
    WORKS_TO_VALIDATE_MOE = ("A_VALIDER_MOE", "À valider par la maîtrise d’œuvre", *_WORKS)
    WORKS_WRONG_MOE_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_MOE",
        "Erreur du fournisseur sur la maîtrise d’œuvre",
        *_WORKS,
    )
    WORKS_WRONG_MOA_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_MOA",
        "Erreur du fournisseur sur la maîtrise d’ouvrage",
        *_WORKS,
    )
    WORKS_WRONG_MOA_BY_MOE = (
        "ERREUR_MOE_SUR_MOA",
        "Erreur de la maîtrise d’œuvre sur la maîtrise d’ouvrage",
        *_WORKS,
    )
    WORKS_WRONG_SUPPLIER_BY_MOE = (
        "ERREUR_MOE_SUR_FOURNISSEUR",
        "Erreur de la maîtrise d’œuvre sur le fournisseur",
        *_WORKS,
    )
    WORKS_WRONG_SUPPLIER_BY_MOA = (
        "ERREUR_MOA_SUR_FOURNISSEUR",
        "Erreur de la maîtrise d’ouvrage sur le fournisseur",
        *_WORKS,
    )
    ABANDONED = ("ABANDONNEE", "Abandonnée", *_UNTOLD)
    DELETED = ("SUPPRIMEE", "Supprimée", *_UNTOLD)
    NON_COMPLIANT = ("NON_CONFORME", "Non conforme", *_UNTOLD)
    TO_COMPLETE = ("A_COMPLETER", "À compléter", *_UNTOLD)
    READ_BY_OCR = ("INTERPRETEE_OCR", "Interprétée par reconnaissance de caractères", *_UNTOLD)
    IN_PIVOT_TREATMENT = (
        "EN_COURS_TRAITEMENT_PIVOT_S",
        "En cours de traitement (pivot S)",
        *_UNTOLD,
    )
    AWAITING_SUPPLIER_RECYCLING = (
        "EN_ATTENTE_RECYCLAGE_FOURNISSEUR",
        "En attente de recyclage par le fournisseur",
        *_UNTOLD,
    )
    RECIPIENT_ERROR_PD = ("ERREUR_DESTINATAIRE_PD", "Erreur de destinataire (PD)", *_UNTOLD)
    RECIPIENT_ERROR_EA = ("ERREUR_DESTINATAIRE_EA", "Erreur de destinataire (EA)", *_UNTOLD)
    TECHNICAL_UNKNOWN = ("TECHNIQUE_INCONNU", "État technique inconnu", *_UNTOLD)

    label: str
    meaning: str
    next_step: str

    def __new__(cls, code: str, label: str, meaning: str, next_step: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.meaning = meaning
        member.next_step = next_step
        return member

    @property
    def returned_to_supplier(self) -> bool:
        """The client sent the invoice back, with a reason that the supplier must read."""
        return self in _RETURNED

    @property
    def explained(self) -> bool:
        """Carries the reason of a return, or of a refusal."""
        return self in _RETURNED or self in REFUSED_BY_VALIDATOR or self in REFUSED_IN_WORKS

    @property
    def documented(self) -> bool:
        """False where no source tells what the state means."""
        return self.meaning != _UNTOLD[0]

    @property
    def edi_code(self) -> str | None:
        """`01` … `12`, as the flow of statuses (CPPStatut) writes it; None for the others."""
        return next((code for code, status in _EDI.items() if status is self), None)

    @property
    def reached_recipient(self) -> bool:
        """False while the invoice is not yet in its recipient's space, who cannot see it."""
        return self not in NOT_YET_RECEIVED


_RETURNED = frozenset(
    {InvoiceStatus.TO_RECYCLE, InvoiceStatus.SUSPENDED, InvoiceStatus.REJECTED},
)

# Codes 13 to 41 exist in the schema (CPPStatut V1_19), and their meaning nowhere.
_EDI = {
    "01": InvoiceStatus.DEPOSITED,
    "02": InvoiceStatus.IN_TRANSIT,
    "03": InvoiceStatus.AVAILABLE,
    "04": InvoiceStatus.TO_RECYCLE,
    "05": InvoiceStatus.REJECTED,
    "06": InvoiceStatus.SUSPENDED,
    "07": InvoiceStatus.SERVICE_DONE,
    "08": InvoiceStatus.PAYMENT_ORDERED,
    "09": InvoiceStatus.WITH_ACCOUNTANT,
    "10": InvoiceStatus.POSTED,
    "11": InvoiceStatus.PAID,
    "12": InvoiceStatus.COMPLETED,
}

REFUSED_IN_WORKS = frozenset(
    {
        InvoiceStatus.WORKS_REFUSED_MOE,
        InvoiceStatus.WORKS_REFUSED_MOA,
        InvoiceStatus.WORKS_REFUSED_SUPPLIER,
    }
)
# Between the titulaire, the MOE and the MOA: their payer receives the last document alone.
WORKS_STATUSES = frozenset(
    status for status in InvoiceStatus if status.next_step == _WORKS_NEXT_STEP
)
REFUSED_BY_VALIDATOR = frozenset({InvoiceStatus.REFUSED_1, InvoiceStatus.REFUSED_2})

# States that no recipient sees; the undocumented ones among them, as nothing tells he may.
NOT_YET_RECEIVED = frozenset(
    {
        InvoiceStatus.DRAFT,
        InvoiceStatus.DEPOSITED,
        InvoiceStatus.IN_TRANSIT,
        InvoiceStatus.TO_VALIDATE_1,
        InvoiceStatus.TO_VALIDATE_2,
        InvoiceStatus.VALIDATED_1,
        InvoiceStatus.VALIDATED_2,
        InvoiceStatus.REFUSED_1,
        InvoiceStatus.REFUSED_2,
        InvoiceStatus.NOT_VALIDATED_IN_TIME_1,
        InvoiceStatus.NOT_VALIDATED_IN_TIME_2,
        InvoiceStatus.WRONG_VALIDATOR_BY_SUPPLIER,
        InvoiceStatus.WRONG_VALIDATOR_BY_CO_CONTRACTOR,
        *(status for status in InvoiceStatus if not status.documented),
        *WORKS_STATUSES,
    },
)


def status_of_edi(code: str) -> InvoiceStatus | None:
    """The status that a flow of statuses calls `01` … `12`; None for what no source explains."""
    return _EDI.get(code)
