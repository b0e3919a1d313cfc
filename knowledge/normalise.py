"""The form under which two phrases are the same to a reader in a hurry."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """Without accents, case, apostrophes, punctuation or repeated spaces.

    « L’état   d'une FACTURE ? » and « l etat d une facture » give the same result.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()


def count_words(text: str) -> int:
    """Words a reader would count: lone punctuation (« », :, –) is not one."""
    return sum(any(char.isalnum() for char in word) for word in text.split())
