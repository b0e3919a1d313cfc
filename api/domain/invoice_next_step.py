"""What who reads an invoice has to do now, and how long it may take: one sentence for his side.

Decided from what that side may bring now: nobody is told to do what he cannot, nor that nothing is
expected of him while something is.
"""

from collections.abc import Collection, Mapping

from api.domain.billing_framework import BillingFramework
from api.domain.invoice_actions import Situation
from api.domain.invoice_side import Side
from api.domain.invoice_status import REFUSED_BY_VALIDATOR, REFUSED_IN_WORKS, WORKS_STATUSES
from api.domain.invoice_status import InvoiceStatus as Status
from api.domain.works_circuit import WRONG_PARTY
from api.domain.works_documents import MONTHLY_FRAMEWORKS, WORKS_FRAMEWORKS

NOTHING_EXPECTED = "Aucune action n’est attendue de votre part."
_TREATED_BY_SUPPLIER = "La suite revient au fournisseur, à qui le motif a été indiqué."
_RECEIVED = "Cette facture reste à traiter dans l’application « Factures reçues »."
_WITH_ACCOUNTANT = (
    "Le comptable public a cette facture : mettez son état à jour dans l’application « Factures "
    "reçues », s’il ne se met pas à jour de lui-même."
)
TO_BE_VALIDATED = "Validez ou refusez cette facture dans l’application « Factures à valider »."
_NAME_SECOND = (
    "Désignez un autre second valideur et renvoyez cette facture, dans l’application « Factures à "
    "valider »."
)
_WORKS_DRAFT = "Envoyez ce brouillon depuis l’application « Factures de travaux »."
_WORKS_TREAT = "Traitez ce document dans l’application « Factures de travaux »."
_WORKS_SIGN = (
    "Déposez le document suivant, ou refusez celui-ci, dans l’application « Factures de travaux »."
)
_WORKS_AGAIN = (
    "Lisez le motif, puis déposez de nouveau ce document dans l’application « Factures de "
    "travaux »."
)
_WORKS_TACIT = (
    "La maîtrise d’œuvre doit répondre ; vous pouvez aussi déposer à la place un projet de "
    "décompte général, procédure tacite (A22)."
)
_NAME_PARTY = "Désignez une autre {} et renvoyez ce document, dans « Factures de travaux »."
_NAME_MOE = _NAME_PARTY.format("maîtrise d’œuvre")
_NAME_MOA = _NAME_PARTY.format("maîtrise d’ouvrage")

# What the supplier of an ordinary invoice is asked in these states, he alone can do.
_SUPPLIER_ACTS = REFUSED_BY_VALIDATOR | {
    Status.DRAFT,
    Status.TO_RECYCLE,
    Status.SUSPENDED,
    Status.WRONG_VALIDATOR_BY_SUPPLIER,
}
_WORKS_ACTS: Mapping[Status, str] = {
    Status.DRAFT: _WORKS_DRAFT,
    Status.WORKS_TO_LINK_SUPPLIER: _WORKS_SIGN,
    **dict.fromkeys(REFUSED_IN_WORKS, _WORKS_AGAIN),
    **dict.fromkeys(WRONG_PARTY, _NAME_MOA),
    Status.WORKS_WRONG_MOE_BY_SUPPLIER: _NAME_MOE,
}
_WITHIN = {
    Status.WORKS_AVAILABLE_MOE: " Elle a 7 jours pour le faire.",
    Status.WORKS_LATE_MOE: " Elle avait 7 jours pour le faire.",
}


def meaning_of(status: Status, framework: BillingFramework) -> str:
    """With the delay that the source gives for a monthly works document, and for no other."""
    within = _WITHIN.get(status, "") if framework in MONTHLY_FRAMEWORKS else ""
    return f"{status.meaning}{within}"


def next_step(situation: Situation, sides: Collection[Side]) -> str:
    """For a reader on `sides`: from the first of them that may act, else from the first.

    `sides` without any is a reader who sees nothing: he has nothing to do.
    """
    own = [side for side in Side if side in sides]
    able = [side for side in own if situation.targets(side)]
    return next((_told(situation, side) for side in able or own), NOTHING_EXPECTED)


def recipient_next_step(status: Status, framework: BillingFramework) -> str:
    """The same, for the public client alone."""
    return next_step(Situation(status, framework), {Side.RECIPIENT})


def _told(situation: Situation, side: Side) -> str:
    following = situation.targets(side)
    if not following:
        return _waiting(situation, side)
    works = situation.framework in WORKS_FRAMEWORKS
    if works and (situation.status in WORKS_STATUSES or situation.status is Status.DRAFT):
        if set(following) == {Status.WORKS_REPLACED_BY_A22}:
            return _WORKS_TACIT
        return _WORKS_ACTS.get(situation.status, _WORKS_TREAT)
    if side is Side.SUPPLIER:
        return situation.status.next_step
    if side is Side.RECIPIENT:
        held = situation.status in {Status.WITH_ACCOUNTANT, Status.POSTED}
        return _WITH_ACCOUNTANT if held else _RECEIVED
    # What a first validator may bring besides an accord: the second validator, corrected.
    return _NAME_SECOND if Status.TO_VALIDATE_2 in following else TO_BE_VALIDATED


def _waiting(situation: Situation, side: Side) -> str:
    """For a side that may bring nothing now."""
    status = situation.status
    if side is Side.SUPPLIER:
        return NOTHING_EXPECTED if status in _SUPPLIER_ACTS else status.next_step
    if side is Side.RECIPIENT and status.returned_to_supplier:
        return _TREATED_BY_SUPPLIER
    return NOTHING_EXPECTED
