"""French as people type it, brought to one form before it is compared or counted."""

from __future__ import annotations

import re
import unicodedata

# Shorthand of text messages and of hurried typing; each word stands alone.
SHORTHAND = {
    "svp": "s il vous plait",
    "stp": "s il te plait",
    "bjr": "bonjour",
    "bsr": "bonsoir",
    "slt": "salut",
    "cc": "coucou",
    "mrc": "merci",
    "pk": "pourquoi",
    "pkoi": "pourquoi",
    "pq": "pourquoi",
    "pcq": "parce que",
    "qd": "quand",
    "qq": "quelque",
    "qqn": "quelqu un",
    "qqun": "quelqu un",
    "kelkun": "quelqu un",
    "ki": "qui",
    "ke": "que",
    "koi": "quoi",
    "kel": "quel",
    "kelle": "quelle",
    "c": "c est",
    "g": "j ai",
    "jai": "j ai",
    "jsuis": "je suis",
    "chui": "je suis",
    "jarrive": "j arrive",
    "jpeux": "je peux",
    "jveux": "je veux",
    "jcomprends": "je comprends",
    "pb": "probleme",
    "prob": "probleme",
    "rdv": "rendez vous",
    "tjs": "toujours",
    "tjrs": "toujours",
    "tt": "tout",
    "ts": "tous",
    "ds": "dans",
    "ss": "sous",
    "nb": "nombre",
    "num": "numero",
    "no": "numero",
    "mdp": "mot de passe",
    "cpt": "compte",
    "fact": "facture",
    "fac": "facture",
    "factur": "facture",
    "doc": "document",
    "pj": "piece jointe",
    "bdc": "bon de commande",
    "ej": "engagement",
    "cpro": "chorus pro",
    "choruspro": "chorus pro",
    "gp": "gestionnaire principal",
    "ste": "societe",
    "ets": "entreprise",
    "ccial": "commercial",
}

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SPACE = r"[ .\u00a0\u202f]?"
_SIRET = re.compile(rf"(?<!\d)\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{5}}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\w)(?=[\w./-]*\d{4})[a-z]{0,4}[\d][\w./-]{4,}(?!\w)")
_SHORT_NUMBER = re.compile(r"(?<!\w)\d{3,4}(?!\w)")
# « cadre A 15 » is A15: frameworks differ by their number alone.
_FRAMEWORK = re.compile(r"\b(cadre|code|type|c est quoi|c quoi|en|le|du) a[ -](\d{1,2})\b")
_NOT_WORD = re.compile(r"[^a-z0-9%€]+")


def fold(text: str) -> str:
    """Lower case, without accents nor ligatures; punctuation kept."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def normalise(text: str) -> str:
    """One form for all spellings of a question: folded, unabridged, numbers masked by kind.

    >>> normalise("G pa reçu le MDP, facture 201700100376 ?")
    'j ai pa recu le mot de passe facture grandnumero'
    """
    masked = _SIRET.sub(" numsiret ", fold(text))
    masked = _LONG_NUMBER.sub(" grandnumero ", masked)
    masked = _SHORT_NUMBER.sub(" petitnumero ", masked)
    words = _NOT_WORD.sub(" ", masked).split()
    plain = " ".join(SHORTHAND.get(word, word) for word in words)
    return _FRAMEWORK.sub(r"\1 a\2", plain.replace("c est est ", "c est "))
