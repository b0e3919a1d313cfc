"""What a format demands before it is written, gathered so that all that lacks is said at once."""

import re
from collections.abc import Collection
from decimal import Decimal

from api.formats.errors import IncompleteDataError


class Requirements:
    """Fields that are missing or unfit; `check` raises if there are any."""

    def __init__(self) -> None:
        self._unfit: list[str] = []

    def present(self, field: str, value: object) -> None:
        if value is None or value == "":
            self._unfit.append(field)

    def amounts(self, field: str, *values: Decimal | None) -> None:
        """Amounts that must all be there, and be numbers."""
        if any(value is None or not value.is_finite() for value in values):
            self._unfit.append(field)

    def among(self, field: str, value: str | None, allowed: Collection[str]) -> None:
        if value not in allowed:
            self._unfit.append(field)

    def matching(self, field: str, value: str | None, pattern: re.Pattern[str]) -> None:
        if value is None or not pattern.fullmatch(value):
            self._unfit.append(field)

    def at_most(self, field: str, value: str | None, length: int) -> None:
        """A text that may be absent but not longer."""
        if value is not None and len(value) > length:
            self._unfit.append(field)

    def some(self, field: str, values: Collection[object]) -> None:
        if not values:
            self._unfit.append(field)

    def check(self) -> None:
        """Raises: IncompleteDataError: if anything is unfit."""
        if self._unfit:
            raise IncompleteDataError(self._unfit)
