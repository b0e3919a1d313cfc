"""The totals of a file, in cents, and whether they hold together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from api.domain.integration_errors import IntegrationError
from api.domain.invoice_document import ReadInvoice, VatShare

_CREDIT_NOTE = "381"
# Ours: ten thousand billion euros, so that no sum leaves the range of the columns.
_MAX_CENTS = 10**15


@dataclass(frozen=True, slots=True)
class Totals:
    """In cents; a credit note's are negative, as everywhere in the portal."""

    excl_tax: int
    tax: int
    incl_tax: int
    due: int | None
    vat: list[dict[str, Any]]


class IncoherentTotalsError(Exception):
    def __init__(self, reason: IntegrationError) -> None:
        super().__init__(reason)
        self.reason = reason


def totals_of(read: ReadInvoice) -> Totals:
    """Raises IncoherentTotalsError: missing, not in whole cents, or sums that do not hold."""
    if read.total_excl_tax is None or read.total_incl_tax is None:
        raise IncoherentTotalsError(IntegrationError.AMOUNT_MISSING)
    excl, incl = _cents(read.total_excl_tax), _cents(read.total_incl_tax)
    # A file that leaves the tax out says it by its two other totals.
    tax = incl - excl if read.total_tax is None else _cents(read.total_tax)
    if excl + tax != incl:
        raise IncoherentTotalsError(IntegrationError.AMOUNTS_INCOHERENT)
    shares = [_share(share) for share in read.vat]
    if shares and (_sum(shares, "base_cents"), _sum(shares, "tax_cents")) != (excl, tax):
        raise IncoherentTotalsError(IntegrationError.VAT_INCOHERENT)
    due = None if read.due is None else _cents(read.due)
    sign = -1 if read.kind == _CREDIT_NOTE and incl > 0 else 1
    return Totals(
        excl_tax=sign * excl,
        tax=sign * tax,
        incl_tax=sign * incl,
        due=None if due is None else sign * due,
        vat=[_signed(share, sign) for share in shares],
    )


def _share(share: VatShare) -> dict[str, Any]:
    """As `invoices.vat` keeps it, but for the sign, still the file's."""
    if share.base is None or share.tax is None:
        raise IncoherentTotalsError(IntegrationError.VAT_INCOHERENT)
    rate = Decimal(0) if share.rate is None else share.rate
    if not abs(rate) <= 100:
        raise IncoherentTotalsError(IntegrationError.VAT_INCOHERENT)
    return {
        "rate": f"{rate:.2f}",
        "base_cents": _cents(share.base),
        "tax_cents": _cents(share.tax),
    }


def _signed(share: dict[str, Any], sign: int) -> dict[str, Any]:
    amounts = {key: sign * share[key] for key in ("base_cents", "tax_cents")}
    return {**share, **amounts}


def _sum(shares: list[dict[str, Any]], key: str) -> int:
    return sum(share[key] for share in shares)


def _cents(amount: Decimal) -> int:
    # Before any arithmetic: a hostile exponent would cost gigabytes of digits.
    if not amount.is_finite() or amount.adjusted() > 20:
        raise IncoherentTotalsError(IntegrationError.AMOUNT_NOT_IN_CENTS)
    if amount and amount.adjusted() < -20:
        raise IncoherentTotalsError(IntegrationError.AMOUNT_NOT_IN_CENTS)
    cents = amount * 100
    if cents != cents.to_integral_value() or abs(cents) > _MAX_CENTS:
        raise IncoherentTotalsError(IntegrationError.AMOUNT_NOT_IN_CENTS)
    return int(cents)
