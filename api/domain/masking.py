"""Bank details, card numbers and social security numbers, taken out of a text.

Each is told by its own check digits, so that an invoice's number or a SIRET stays readable: IBAN
by ISO 13616 (its country's length, mod 97), cards by ISO/IEC 7812 (Luhn, for the prefixes and
lengths of the usual networks), French NIR by its key (97 less the number modulo 97).
"""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

_GAP = r"[\s./_\-\u2010-\u2015]{0,3}"
_LETTER, _SIGN = "[A-Za-z]", "[A-Za-z0-9]"
# Its word may be glued to it; its country stands apart only from figures, or prose would do.
_IBAN = re.compile(
    rf"(?:(?<!{_SIGN})|(?<=[Ii][Bb][Aa][Nn])|(?<=[Rr][Ii][Bb]))"
    rf"{_LETTER}{{2}}(?:\d{{2}}|{_GAP}\d{_GAP}\d(?=(?:{_GAP}\d){{8}}))(?:{_GAP}{_SIGN}){{11,27}}"
)
_KEY = rf"(?:{_GAP}[(:]?\s?[Cc][Ll](?:[EeÉé]\u0301?)[\s:]{{0,3}})?"
_NIR = re.compile(
    rf"(?<!\d)[1-478](?:{_GAP}\d){{5}}{_GAP}[\dABab](?:{_GAP}\d){{6}}{_KEY}(?:{_GAP}\d){{2}}(?!\d)"
)
_CARD = re.compile(rf"(?<!\d)[2-6](?:{_GAP}\d){{12,18}}(?!\d)")
_CARD_NUMBER = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[0-9]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|6\d{15,18}"
)
_NIR_NUMBER = re.compile(r"(\d{5})(\d\d|2A|2B)(\d{6})(?:CL[EÉ])?(\d\d)")
_CORSICA = {"2A": "19", "2B": "18"}
_LENGTHS = (
    "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GI23 GL18 GR27 "
    "HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 "
    "SK24 SM27 VA22"
)
_IBAN_LENGTHS = {each[:2]: int(each[2:]) for each in re.findall(r"\w+", _LENGTHS)}


def mask(text: str) -> str:
    """The same text, each such number replaced by what it was."""
    text = _replace(_IBAN, text, _iban_length, "[IBAN masqué]")
    text = _replace(_NIR, text, _nir_length, "[numéro de sécurité sociale masqué]")
    return _replace(_CARD, text, _card_length, "[numéro de carte masqué]")


def _replace(
    pattern: re.Pattern[str], text: str, length_of: Callable[[str], int], told: str
) -> str:
    return "".join(_parts(pattern, text, length_of, told))


def _parts(
    pattern: re.Pattern[str], text: str, length_of: Callable[[str], int], told: str
) -> Iterator[str]:
    """`length_of` says how many of the significant characters found belong to the number."""
    done = 0
    while found := pattern.search(text, done):
        length = length_of(found[0])
        yield text[done : found.start()]
        if length:
            yield told
            done = found.start() + _end_of(found[0], length)
        else:
            yield text[found.start()]
            done = found.start() + 1
    yield text[done:]


def _bare(written: str) -> str:
    return "".join(c for c in written if c.isalnum()).upper()


def _end_of(written: str, length: int) -> int:
    places = [place for place, c in enumerate(written) if c.isalnum()]
    return places[length - 1] + 1


def _iban_length(written: str) -> int:
    bare = _bare(written)
    length = _IBAN_LENGTHS.get(bare[:2], 0)
    if not length or len(bare) < length:
        return 0
    iban = bare[:length]
    digits = "".join(str(int(c, 36)) for c in iban[4:] + iban[:4])
    return length if int(digits) % 97 == 1 else 0


def _nir_length(written: str) -> int:
    bare = _bare(written)
    parts = _NIR_NUMBER.fullmatch(bare)
    if parts is None:
        return 0
    number = int(parts[1] + _CORSICA.get(parts[2], parts[2]) + parts[3])
    return len(bare) if 97 - number % 97 == int(parts[4]) else 0


def _card_length(written: str) -> int:
    """Other figures may follow, such as a date: the number ends where some of them end."""
    bare, ends = _bare(written), accumulate(len(run) for run in re.findall(r"\d+", written))
    return next((end for end in sorted(ends, reverse=True) if _is_card(bare[:end])), 0)


def _is_card(number: str) -> bool:
    if not _CARD_NUMBER.fullmatch(number):
        return False
    digits = [int(c) for c in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
