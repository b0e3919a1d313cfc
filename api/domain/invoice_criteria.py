"""By what an invoice may be chosen, besides its number."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from api.domain.invoice_status import InvoiceStatus

# Beyond twelve figures it is no amount, and some databases would refuse the comparison.
_AMOUNT = re.compile(r"(\d{1,12})(?:\.(\d{2}))?")
_DAY = r"\d{4}-\d{2}-\d{2}"
_DATE = re.compile(rf"(?:\d{{4}}|-)-\d{{2}}(?:-\d{{2}})?|{_DAY}/{_DAY}")


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A day, a month, either of any year, or days from one to another, in ISO 8601.

    `2017-05-26`, `2017-05`, `--05-26`, `--05`, `2017-05-22/2017-05-28` (both included).
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> "DatePattern":
        """Raises ValueError when it is none of these."""
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return cls(text)

    def fits(self, day: date) -> bool:
        iso = day.isoformat()
        first, slash, last = self.text.partition("/")
        if slash:
            return first <= iso <= last
        return (iso[5:] if first.startswith("--") else iso).startswith(first.removeprefix("--"))


def parse_cents(text: str) -> range:
    """Amounts in cents that `text` may mean: « 150 » is any from 150,00 to 150,99.

    Raises:
        ValueError: not a decimal number with a point, of no or two decimals.
    """
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    euros = int(found[1]) * 100
    if found[2] is None:
        return range(euros, euros + 100)
    exact = euros + int(found[2])
    return range(exact, exact + 1)


@dataclass(frozen=True, slots=True)
class InvoiceCriteria:
    """What an invoice must be; what is empty or None lets all pass.

    `sirets`: its supplier or its recipient; `cents`: its amount, the sign aside; `day`: the day it
    was issued, deposited, or reached its state.
    """

    statuses: Collection[InvoiceStatus] = ()
    sirets: Collection[str] = ()
    cents: range | None = None
    day: DatePattern | None = None
