"""French as people type it, brought to one form before it is compared."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents, ligatures nor punctuation; words one space apart.

    >>> fold("Où est l’œuvre ?")
    'ou est l oeuvre'
    """
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", plain).strip()


def singular(folded: str) -> str:
    """Words of a folded text without their plural mark: « rejetees » → « rejetee »."""
    return " ".join(word[:-1] if _is_plural(word) else word for word in folded.split())


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s")
