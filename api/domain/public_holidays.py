"""National days off in France."""

from datetime import date
from functools import lru_cache

# All countries come with it: imported with us, rather than in the middle of somebody's turn.
from holidays.countries.france import France


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Alsace-Moselle and overseas ones do not close a national desk."""
    return frozenset(France(years=year))
