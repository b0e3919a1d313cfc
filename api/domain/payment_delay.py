"""How long a public client has to pay, and what it owes afterwards.

Sources: Code de la commande publique, L2192-10 and L2192-13 (late from the day after), R2192-10
and R2192-11 (days), R2192-31 (rate), R2192-36 (lump sum and 45 days); the split of the thirty days
of a local body comes from a training of December 2019. A contract may set a shorter delay, which
the portal does not know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from api.domain.recipient_type import RecipientType

LUMP_SUM_CENTS = 40_00
POINTS_OVER_ECB = 8
# Interest and lump sum are due within these days after the payment of the principal.
INTEREST_DUE_WITHIN = 45
# No source of ours says on how many days a year counts: usage is 365, leap years as well.
_DAYS_OF_A_YEAR = 365
_SEMESTERS = ((1, 1), (7, 1))


@dataclass(frozen=True, slots=True)
class Split:
    """How the delay is shared: the one who orders the payment, then the public accountant."""

    ordonnateur_days: int
    comptable_days: int


@dataclass(frozen=True, slots=True)
class LegalDelay:
    """`basis` is the article of the Code de la commande publique."""

    days: int
    basis: str
    split: Split | None = None


_CODE = "du code de la commande publique"
_DELAYS: Mapping[RecipientType, LegalDelay] = {
    RecipientType.STATE: LegalDelay(30, f"article R2192-10 {_CODE}"),
    RecipientType.LOCAL_BODY: LegalDelay(30, f"article R2192-10 {_CODE}", Split(20, 10)),
    RecipientType.HOSPITAL: LegalDelay(50, f"article R2192-11 {_CODE}"),
    RecipientType.PUBLIC_ENTERPRISE: LegalDelay(60, f"article R2192-11 {_CODE}"),
}


@dataclass(frozen=True, slots=True)
class EcbRate:
    """The ECB's main refinancing rate on the first day of a semester, in percent.

    Raises:
        ValueError: not a 1 January nor a 1 July, a rate out of 0-100, or no source.
    """

    on: date
    percent: Decimal
    source: str

    def __post_init__(self) -> None:
        if (self.on.month, self.on.day) not in _SEMESTERS:
            raise ValueError(f"{self.on} begins no semester: 1 January or 1 July")
        if not 0 <= self.percent <= 100:
            raise ValueError(f"{self.percent} is no rate in percent")
        if not self.source.strip():
            raise ValueError("a rate needs its source")


@dataclass(frozen=True, slots=True)
class PaymentDelay:
    """Where the delay stands on the day `on`: today, or the day the payment was launched."""

    recipient_type: RecipientType
    legal: LegalDelay
    started_on: date
    on: date

    @property
    def due_on(self) -> date:
        """The last day on which payment is in time; the day of the start does not count."""
        return self.started_on + timedelta(days=self.legal.days)

    @property
    def days_elapsed(self) -> int:
        """Never negative: a deposit dated tomorrow has not run yet."""
        return max(0, (self.on - self.started_on).days)

    @property
    def overdue_days(self) -> int:
        """Days from the day after `due_on` to `on`, both included; 0 while in time."""
        return max(0, (self.on - self.due_on).days)

    @property
    def rate_on(self) -> date:
        """The first day of the semester in which interest begins to run: its rate holds."""
        begins = self.due_on + timedelta(days=1)
        return date(begins.year, 1 if begins.month <= 6 else 7, 1)

    @property
    def days_left(self) -> int:
        return max(0, (self.due_on - self.on).days)


@dataclass(frozen=True, slots=True)
class LateInterest:
    """What lateness costs the client so far; `interest_cents` is None when the rate is unknown."""

    lump_sum_cents: int
    ecb: EcbRate | None
    interest_cents: int | None

    @property
    def rate_percent(self) -> Decimal | None:
        return None if self.ecb is None else self.ecb.percent + POINTS_OVER_ECB


def legal_delay(recipient_type: RecipientType) -> LegalDelay:
    return _DELAYS[recipient_type]


def delay_of(recipient_type: RecipientType, started_on: date, on: date) -> PaymentDelay:
    return PaymentDelay(recipient_type, legal_delay(recipient_type), started_on, on)


def late_interest(
    delay: PaymentDelay, amount_cents: int, rates: Iterable[EcbRate]
) -> LateInterest | None:
    """Interest on an amount with tax, for the overdue days; None while the payment is in time."""
    if delay.overdue_days == 0:
        return None
    ecb = _rate_of(delay.rate_on, rates)
    if ecb is None:
        return LateInterest(LUMP_SUM_CENTS, None, None)
    yearly = max(0, amount_cents) * (ecb.percent + POINTS_OVER_ECB) / 100
    interest = yearly * delay.overdue_days / _DAYS_OF_A_YEAR
    rounded = int(interest.quantize(Decimal(1), ROUND_HALF_UP))
    return LateInterest(LUMP_SUM_CENTS, ecb, rounded)


def _rate_of(semester: date, rates: Iterable[EcbRate]) -> EcbRate | None:
    """Only the rate of that very day: an older one may have changed since."""
    return next((rate for rate in rates if rate.on == semester), None)
