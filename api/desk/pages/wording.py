"""Moments, lengths of time and counts as the pages say them, in Paris time."""

import re
from datetime import datetime
from decimal import Decimal

from api.domain.opening_hours import PARIS


def hour(at: datetime) -> str:
    """« 10 h 05 »."""
    local = at.astimezone(PARIS)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}"


def day(at: datetime) -> str:
    """« 24/11/2026 »."""
    return at.astimezone(PARIS).strftime("%d/%m/%Y")


def moment(at: datetime) -> str:
    """« 24/11/2026 à 10 h 05 »."""
    return f"{day(at)} à {hour(at)}"


def minutes(count: int) -> str:
    """« moins d’1 min », « 12 min », « 1 h 05 »."""
    if count < 1:
        return "moins d’1\u00a0min"
    if count < 60:
        return f"{count}\u00a0min"
    return f"{count // 60}\u00a0h\u00a0{count % 60:02d}"


def elapsed(since: datetime, now: datetime) -> str:
    return minutes(int((now - since).total_seconds() // 60))


def counted(count: int, singular: str, plural: str) -> str:
    """« 1 personne attend », « 3 personnes attendent »; zero is singular in French."""
    return f"{count}\u00a0{singular if count < 2 else plural}"


def due_words(due: datetime, now: datetime) -> str:
    """« aujourd’hui, avant 10 h 05 », « dans 3 jours », « échue hier »; days are those of Paris."""
    days = (due.astimezone(PARIS).date() - now.astimezone(PARIS).date()).days
    if due < now:
        return {0: "échue aujourd’hui", -1: "échue hier"}.get(
            days, f"échue il y a {-days}\u00a0jours"
        )
    if days == 0:
        return f"aujourd’hui, avant {hour(due)}"
    return "demain" if days == 1 else f"dans {days}\u00a0jours"


def size(octets: int) -> str:
    """« 12 ko »."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\u00a0ko"
    return f"{octets / 1_000_000:.1f}\u00a0Mo".replace(".", ",")


def seconds(count: int | None) -> str:
    """« 12 min »; a dash where there is nothing to count."""
    return "–" if count is None else minutes(count // 60)


def span(low: int, high: int) -> str:
    """« 5 à 12 min », « moins de 5 min »."""
    if low == high:
        return minutes(low)
    return f"moins de {minutes(high)}" if low < 1 else f"{low} à {minutes(high)}"


def money(cents: int, currency: str) -> str:
    """« 1 507,00 € », of cents."""
    text = f"{Decimal(cents) / 100:,.2f}".replace(",", "\u202f").replace(".", ",")
    return f"{text}\u00a0{'€' if currency == 'EUR' else currency}"


_DAYS = {
    "mon": "lundi",
    "tue": "mardi",
    "wed": "mercredi",
    "thu": "jeudi",
    "fri": "vendredi",
    "sat": "samedi",
    "sun": "dimanche",
}


def weekly_slots(setting: str) -> list[str]:
    """The setting of the opening, in French: « du lundi au vendredi, de 8 h 30 à 18 h 30 »."""
    return [_slot(part) for part in setting.split(";") if part.strip()]


def _slot(text: str) -> str:
    days, _, hours = text.strip().lower().partition(" ")
    first, _, last = days.partition("-")
    start, _, end = hours.strip().partition("-")
    when = f"du {_DAYS[first]} au {_DAYS[last]}" if last else f"le {_DAYS[first]}"
    return f"{when}, de {_clock(start)} à {_clock(end)}"


def _clock(text: str) -> str:
    hours, _, rest = text.partition(":")
    return f"{int(hours)}\u00a0h\u00a0{rest}" if rest != "00" else f"{int(hours)}\u00a0h"


def unbroken(text: str) -> str:
    """« Où ? » of the knowledge base, with the no-break spaces that French wants."""
    return re.sub(" (?=[»:;?!€%])", "\u00a0", text.replace("« ", "«\u00a0"))


FILTERS = {
    "unbroken": unbroken,
    "money": money,
    "seconds": seconds,
    "span": span,
    "hour": hour,
    "day": day,
    "due_words": due_words,
    "moment": moment,
    "minutes": minutes,
    "elapsed": elapsed,
    "size": size,
}
