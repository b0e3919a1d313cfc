"""SIRET numbers with a right key: fourteen digits that the Luhn formula accepts."""

from collections import defaultdict


def with_key(digits: str) -> str:
    """`digits` and the one that makes their Luhn sum a multiple of ten."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if rank % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return digits + str(-total % 10)


class Numbering:
    """Gives each number once; it tells the kind of body and the department, as real ones do."""

    def __init__(self) -> None:
        self._bodies: dict[str, int] = defaultdict(int)
        self._establishments: dict[str, int] = defaultdict(int)

    def siren(self, kind: str, department: str) -> str:
        """`kind`: two digits, as 21 for a commune or 22 for a department."""
        start = kind + _two_digits(department)
        self._bodies[start] += 1
        return with_key(f"{start}{self._bodies[start]:04d}")

    def siret(self, siren: str) -> str:
        """The next establishment, or budget, of a body."""
        self._establishments[siren] += 1
        return with_key(f"{siren}{self._establishments[siren]:04d}")


def _two_digits(department: str) -> str:
    """Corsica and the overseas departments borrow numbers that few or no others have."""
    borrowed = {"2a": "20", "2b": "96", "971": "97", "972": "98", "973": "99", "974": "00"}
    return borrowed.get(department, "75" if department == "976" else department)
