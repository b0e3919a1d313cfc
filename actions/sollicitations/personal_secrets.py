"""What nobody should write in a sollicitation: bank details, cards, passwords, security numbers."""

import re

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){12,18}(?!\d)")
# Number of the French register of persons: sex, year, month, department, commune, rank, key.
_PERSON = re.compile(
    r"(?<!\d)([12378](?:[ .-]?\d){4}[ .-]?\d[\dABab](?:[ .-]?\d){6})[ .-]?(\d[ .-]?\d)(?!\d)"
)
_CARD_LENGTHS = range(15, 20)  # 14 would be a SIRET, which may be said
# What follows has a figure or a sign, as passwords have; « mon mot de passe est refusé » has none.
_PASSWORD = re.compile(
    r"\b(?:mots? de passe|mdp|password|code secret)\b(?:\s+\w+){0,2}?\s*(?:c['’]est|est|[:=])\s*"
    r"[«\"']?\s*\S*[\d!@#$%&*_+]\S*",
    re.IGNORECASE,
)


def holds_secret(text: str) -> bool:
    return _has_iban(text) or _has_card(text) or _has_person(text) or _has_password(text)


def _has_iban(text: str) -> bool:
    return any(_is_iban(_packed(match[0])) for match in _IBAN.finditer(text))


def _is_iban(packed: str) -> bool:
    """Its remainder by 97 (ISO 13616); a longer run of characters may hold one at its head."""
    return any(_remainder(packed[:size]) == 1 for size in range(15, min(34, len(packed)) + 1))


def _remainder(iban: str) -> int:
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97


def _has_card(text: str) -> bool:
    found = (_packed(match[0]) for match in _DIGITS.finditer(text))
    return any(len(digits) in _CARD_LENGTHS and _luhn(digits) for digits in found)


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(digits[::-1])]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _has_person(text: str) -> bool:
    return any(_is_person(_packed(match[1]), _packed(match[2])) for match in _PERSON.finditer(text))


def _is_person(number: str, key: str) -> bool:
    """Key = 97 − (number mod 97); Corsica's letters count as digits (INSEE)."""
    department = {"2A": "19", "2B": "18"}.get(number[5:7], number[5:7])
    digits = number[:5] + department + number[7:]
    return digits.isdecimal() and 97 - int(digits) % 97 == int(key)


def _has_password(text: str) -> bool:
    """A password that is told, not one that was forgotten."""
    return bool(_PASSWORD.search(text))


def _packed(text: str) -> str:
    return re.sub(r"[ .-]", "", text).upper()
