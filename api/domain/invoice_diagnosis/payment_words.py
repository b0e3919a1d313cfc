"""The legal delay and its consequences, said from the side that asks."""

from collections.abc import Iterator
from datetime import timedelta

from api.domain.french_figures import day, days, euros
from api.domain.invoice_diagnosis.payment import Payment
from api.domain.invoice_diagnosis.wording import Sentence
from api.domain.payment_delay import (
    INTEREST_DUE_WITHIN,
    LUMP_SUM_CENTS,
    POINTS_OVER_ECB,
    LateInterest,
)

UNKNOWN_TYPE = (
    "L’annuaire ne dit pas de quel type est ce destinataire : le délai légal est de 30 jours pour "
    "l’État et les collectivités, 50 pour un hôpital public, 60 pour une entreprise publique."
)


def deadline(payment: Payment, at: str) -> str:
    """Where the delay stands; `at` is « 21/11/2026 à 10 h 12 »."""
    delay = payment.delay
    counted = f"{delay.legal.days} jours depuis le {day(delay.started_on)}"
    counted += ", sauf interruption notifiée" if payment.doubtful else ""
    if delay.overdue_days:
        return (
            f"Elle devait être payée au plus tard le {day(delay.due_on)} ({counted}) : au {at}, le "
            f"retard est de {days(delay.overdue_days)}."
        )
    left = f"il reste {days(delay.days_left)}"
    return (
        f"Elle doit être payée au plus tard le {day(delay.due_on)} ({counted}) : au {at}, {left}."
    )


def details(payment: Payment, *, supplier: bool) -> Iterator[Sentence]:
    """Interest, the note, then how the delay is shared."""
    if payment.late is not None:
        yield Sentence(_late(payment, payment.late, supplier=supplier))
    if payment.note:
        yield Sentence(payment.note)
    split = payment.delay.legal.split
    if split is not None:
        until = payment.delay.started_on + timedelta(days=split.ordonnateur_days)
        yield Sentence(
            f"Dans une collectivité, ce délai se partage : {split.ordonnateur_days} jours pour "
            f"l’ordonnateur (jusqu’au {day(until)}), {split.comptable_days} pour le comptable."
        )


def _late(payment: Payment, late: LateInterest, *, supplier: bool) -> str:
    owed = "Vous sont dus" if supplier else "Sont dus au fournisseur"
    lump = euros(LUMP_SUM_CENTS)
    after = f"à verser dans les {INTEREST_DUE_WITHIN} jours qui suivent le paiement"
    if late.ecb is None or late.interest_cents is None:
        begins = payment.delay.due_on + timedelta(days=1)
        return (
            f"{owed} {lump} de frais de recouvrement et des intérêts moratoires depuis le "
            f"{day(begins)}, au taux de la BCE au {day(payment.delay.rate_on)} majoré de "
            f"{POINTS_OVER_ECB} points (taux qui ne m’est pas connu : non calculés), {after}."
        )
    rate = f"{late.rate_percent:f}".replace(".", ",")
    return (
        f"{owed} {euros(late.interest_cents)} d’intérêts moratoires au {day(payment.delay.on)} "
        f"({rate} % : taux de la BCE au {day(late.ecb.on)} majoré de {POINTS_OVER_ECB} points) et "
        f"{lump} de frais de recouvrement, {after}."
    )
