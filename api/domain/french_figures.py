"""Dates, amounts and counts as a French reader expects them, in sentences of the portal."""

from datetime import date, datetime, tzinfo


def day(value: date) -> str:
    """« 26/05/2017 »."""
    return f"{value:%d/%m/%Y}"


def moment(instant: datetime, zone: tzinfo) -> str:
    """« 21/11/2026 à 10 h 12 », on the clock of `zone`."""
    local = instant.astimezone(zone)
    return f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02d}"


def euros(cents: int, currency: str = "EUR") -> str:
    """`150750` → « 1 507,50 € », with no-break spaces."""
    whole, rest = divmod(abs(cents), 100)
    figures = f"{whole:,}".replace(",", "\u202f")
    symbol = "€" if currency == "EUR" else currency
    return f"{'-' if cents < 0 else ''}{figures},{rest:02d}\u00a0{symbol}"


def days(number: int) -> str:
    """« 1 jour », « 0 jour », « 2 jours »: French plurals begin at two."""
    return f"{number} jour" if number < 2 else f"{number} jours"
