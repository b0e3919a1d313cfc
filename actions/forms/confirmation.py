"""« Oui », « non »: whether what was typed, or a button, agrees to what cannot be undone."""

import re

from actions.forms.checked import Checked
from actions.french_words import fold

YES = "yes"
# « oui mais… » is not a yes, so every word must agree.
_YES_WORDS = """
oui ouais ok okay accord confirme confirmer envoie envoyer envoyez envoi valide valider parfait go
"""
_WORDS_AROUND_YES = "d je le la c est bon tout merci svp vas allez y bien sur"
_YES = frozenset(_YES_WORDS.split())
_AROUND_YES = frozenset(_WORDS_AROUND_YES.split())
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
    words = set(fold(text).split())
    return bool(words & _YES) and words <= _YES | _AROUND_YES


def says_no(text: str) -> bool:
    return bool(_NO.search(fold(text)))
