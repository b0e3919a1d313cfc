"""What the portal refuses as the number of an invoice, whichever way it comes."""

import re

MAX_NUMBER = 20
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def looks_like_date(number: str) -> bool:
    """Year, month and day in eight digits: `20230305`."""
    return _DATE.fullmatch(number) is not None
