"""National days off in France."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def public_holidays(year: int) -> frozenset[date]:
    """Alsace-Moselle and overseas ones do not close a national desk."""
    return frozenset(holidays.country_holidays("FR", years=year))
