"""« Oui », « non »: whether what was typed, or a button, agrees to what cannot be undone."""

import re

from actions.forms.checked import Checked
from actions.french_words import fold

YES = "yes"
# « oui mais… » is not a yes, so every word must agree.
_YES_WORDS = """
oui ouais ok okay accord confirme confirmer envoie envoyer envoyez envoi valide valider parfait go
"""
_WORDS_AROUND_YES = """
d je le la l les c est bon tout merci svp stp vas allez y bien sur pour moi vous tu pouvez peux
s il te plait
"""
_YES = frozenset(_YES_WORDS.split())
_AROUND_YES = frozenset(_WORDS_AROUND_YES.split())
# « Ça me va »: a yes in words that are none each by itself.
_YES_PHRASE = re.compile(
    r"\b(?:(?:ca|cela|tout) me (?:va|convient)|(?:c est|tout est) (?:tout )?bon|"
    r"(?:allez|vas) y)\b"
)
_NO = re.compile(r"^(?:non|nan|nn|pas)\b|\b(?:aucune?|sans)\b")


def confirmation(text: str, *, refused: str, unclear: str) -> Checked:
    """`refused` and `unclear` are what is said when it is no, or neither."""
    if text in ("/affirm", YES) or says_yes(text):
        return Checked(YES)
    if text == "/deny" or says_no(text):
        return Checked(complaint=refused)
    if not text or text.startswith("/"):
        return Checked()
    return Checked(complaint=unclear)


def says_yes(text: str) -> bool:
    folded = fold(text)
    phrase = None if "?" in text else _YES_PHRASE.search(folded)
    words = set(_YES_PHRASE.sub("", folded).split())
    return bool(phrase or words & _YES) and words <= _YES | _AROUND_YES


def says_no(text: str) -> bool:
    return bool(_NO.search(fold(text)))
