"""Text typed by users, made fit for storage and comparison."""

import re
import unicodedata

_LETTER_DIGIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def storable(text: str) -> str:
    """Without control characters nor lone surrogates, which databases refuse; trimmed."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def compact(text: str) -> str:
    """Without any space, in capitals: how numbers and references are compared."""
    return "".join(storable(text).split()).upper()


def words(text: str) -> tuple[str, ...]:
    """Lower-case words without accents; letters and digits part (« CD31 » → cd, 31)."""
    plain = text.lower() if text.isascii() and text.isprintable() else _without_accents(text)
    return tuple(_NOT_WORD.sub(" ", _LETTER_DIGIT.sub(" ", plain)).split())


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", storable(text).replace("œ", "oe")).lower()
    return "".join(c for c in decomposed if not unicodedata.combining(c))
