"""Amounts, dates and SIRET as a French reader expects them."""

import os
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

_SYMBOLS = {"EUR": "€"}


def amount(value: Decimal, currency: str = "EUR") -> str:
    """`Decimal("1507.5")` → « 1 507,50 € »."""
    figures = f"{value:,.2f}".replace(",", " ").replace(".", ",")
    return f"{figures} {_SYMBOLS.get(currency, currency)}"


def day(instant: datetime) -> str:
    """« 26/05/2017 », at the portal's own time."""
    return _local(instant).strftime("%d/%m/%Y")


def moment(instant: datetime) -> str:
    """« 21/11/2026 à 10 h 12 », at the portal's own time."""
    local = _local(instant)
    return f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02d}"


def as_of(instant: datetime) -> str:
    """« au 21/11/2026 à 14 h 05 »: what a live figure is true of."""
    return f"au {moment(instant)}"


def calendar_day(value: date) -> str:
    """« 26/05/2017 », of a date that has no hour."""
    return value.strftime("%d/%m/%Y")


def siret(digits: str) -> str:
    """« 223 100 017 00423 »; anything but 14 digits is left as it is."""
    if len(digits) != 14 or not digits.isdecimal():
        return digits
    return f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}"


def count(number: int, singular: str, plural: str) -> str:
    """« 1 facture », « 0 facture », « 2 000 factures »: French plurals begin at two."""
    figures = f"{number:,}".replace(",", " ")
    return f"{figures} {singular if number < 2 else plural}"


def _local(instant: datetime) -> datetime:
    """A date without a zone is already local."""
    if instant.tzinfo is None:
        return instant
    return instant.astimezone(ZoneInfo(os.environ.get("CHORALE_TIMEZONE", "Europe/Paris")))
