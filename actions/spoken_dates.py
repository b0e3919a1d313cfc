"""Days as people say them → the dates that `GET /portal/v1/invoices` understands."""

import re
from datetime import date, timedelta

from actions.french_words import fold

_WRITTEN = re.compile(r"(?:\d{4}|-)-\d{2}(?:-\d{2})?")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_AGO = re.compile(r"il y a (\d{1,3}) (jour|semaine|mois|an)s?")


def date_pattern(said: str, today: date) -> str | None:
    """ISO 8601, `2026-11-20`, `2026-11` or `2026-11-09/2026-11-15`; None when it is no date.

    What the extractor already wrote so (`2026-05-12`, `--05-26`) is left as it is.
    """
    if _WRITTEN.fullmatch(said):
        return said
    words = fold(said)
    ago = _AGO.fullmatch(words)
    if ago:
        return _ago(int(ago[1]), ago[2], today)
    return _near_day(words, today) or _period(words, today)


def _near_day(words: str, today: date) -> str | None:
    if words.startswith("avant hier"):
        return _iso(today, 2)
    if words.startswith("hier"):
        return _iso(today, 1)
    if words in ("aujourd hui", "aujourdhui", "ce matin"):
        return _iso(today, 0)
    weekday = words.partition(" ")[0]
    if weekday not in _DAYS:
        return None
    return _iso(today, (today.weekday() - _DAYS.index(weekday) - 1) % 7 + 1)


def _period(words: str, today: date) -> str | None:
    last = words.endswith(("dernier", "derniere", "passe", "passee"))
    if "semaine" in words:
        return _week(today - timedelta(weeks=last))
    if "mois" in words:
        return _month(today, int(last))
    if re.search(r"\ban(?:nee)?\b", words):
        return _year(today.year - last)
    return None


def _ago(count: int, unit: str, today: date) -> str:
    if unit == "jour":
        return _iso(today, count)
    if unit == "semaine":
        return _week(today - timedelta(weeks=count))
    return _month(today, count) if unit == "mois" else _year(today.year - count)


def _iso(today: date, days_ago: int) -> str:
    return (today - timedelta(days=days_ago)).isoformat()


def _week(day: date) -> str:
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _month(today: date, months_ago: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 - months_ago, 12)
    return f"{year:04d}-{month + 1:02d}"


def _year(year: int) -> str:
    return f"{year:04d}-01-01/{year:04d}-12-31"
