"""How French opens a request, adds another, or points back to what was said.

Patterns are read on `flat` text: lower case, no accents but on « où », which without it is « or ».
"""

from __future__ import annotations

import re
from typing import Text

from components.french_text import fold


def flat(text: Text) -> Text:
    """One character for one, so that places in it are places in `text`."""
    plain = ("ù" if char in "ùÙ" else (fold(char) or " ")[0] for char in text)
    return "".join(plain).replace("’", "'")


_PREPOSITION = r"(?:(?:a|de|dans|sous|sur|vers|pour|avec|par|depuis|jusqu'a|au bout de|d'ici) )?"
QUESTION = (
    rf"{_PREPOSITION}(?:comm?ent|cmt|combien|quand|pourquoi|qu?els?|qu?elles?|kel|quoi)\b"
    r"|(?:a|de|pour|avec|par|chez|savoir) qui\b"
    r"|où\b|ou (?:en est|en sont|est|sont|se trouve|trouve|puis[- ]je|voir|suivre|mettre|peut|je)"
    r"|(?:qu'|k)?est[- ]ce|c'?(?:est )?(?:quoi|koi|ki|ou|où)\b|c (?:est )?(?:quoi|koi|ou|où)\b"
    r"|que (?:dois|veut|veulent|signifie|change|faut|puis|deviennent|devient)"
    r"|(?:puis|dois|ai|suis|pourrais|devrais)[- ]je|(?:peut|doit|a[- ]t)[- ]on"
    r"|(?:faut|doit|peut)[- ]il|y a[- ]t[- ]il|existe[- ]t"
    r"|(?:pouvez|pourriez|avez|savez)[- ]vous"
)
_WISH = (
    r"je (?:veux|voudrais|souhaite|souhaiterais|cherche|desire)\b|jveux\b|jvoudrais\b"
    r"|j'aimerais?\b|j'(?:ai|aurais) (?:aussi )?besoin|il me (?:faut|faudrait)\b"
    r"|(?:dis|dites)[- ]moi"
)
# « affiche » is an order where it begins, and a mere verb elsewhere.
_ORDER = r"(?:donn|montr|affich|indiqu|expliqu|list|rappel)(?:e|ez)\b"
REFERENCE = r"(?:(?:la|celle|le|ma|facture|n°|numero) ?)*\b[a-z-]{0,5}\d[\w/-]{2,}"
# What the portal itself can be asked by its mere name.
NAMED = (
    r"(?:le |son |leur )?siret d(?:e|u|es)\b"
    r"|(?:voir |toutes |la liste de )?mes (?:factures|sollici)"
    rf"|(?:le |la |l')?(?:statut|etat|suivi) (?:de )?{REFERENCE}"
)
# Said as something else: what follows is another request, and what precedes was one.
_ASIDE = r"par ailleurs|d'autre part|au passage|sinon|tant que j'y suis"
_ANOTHER = (
    r"(?:j'ai )?(?:aussi |encore |egalement )?(?:une |ma )?(?:autre|2e|2eme|deuxieme|seconde"
    r"|derniere) (?:question|chose|demande)"
)
OTHER = rf"(?:et )?(?:{_ASIDE}|{_ANOTHER})"
# Within a sentence, some of these would be part of it.
INSIDE = rf"(?:et )?(?:{_ASIDE})|et (?:puis|aussi|ensuite|egalement|enfin|{_ANOTHER})"
ADDED = rf"{OTHER}|(?:et )?(?:puis|aussi|ensuite|egalement|enfin)"
OPENS = (
    rf"(?:{QUESTION}|qui\b|savoir\b|{_WISH}|{_ORDER}|{NAMED}"
    rf"|{REFERENCE}\s*(?:[,;.?!]|et\b|svp\b|stp\b|$))"
)

_ASKS = re.compile(rf"(?:^|[\s,:])(?:{QUESTION})|^qui\b|\?")
_WANTS = re.compile(
    rf"(?:^|[\s,:])(?:{_WISH})|^(?:{_ORDER}|savoir\b)|\b(?:svp|stp|s'il (?:vous|te) plait)\b"
)
_NAMES = re.compile(rf"(?:{NAMED}|{REFERENCE}[\s?!.]*(?:svp|stp|merci)?[\s?!.]*$)")
_POLITE_WORDS = (
    "bonjour bonsoir salut coucou hello bjr bsr slt madame monsieur messieurs mesdames mme m cher"
    " chere merci mrc beaucoup bien d avance par pour votre vos aide reponse reponses retour"
    " cordialement sincerement bonne bon journee soiree weekend a vous tous toutes et au revoir svp"
    " stp s il plait te ok d accord parfait super tres clara chorus salutations toute l equipe"
    " bientot de la le je remercie desole deranger"
)
_POLITE = frozenset(_POLITE_WORDS.split())
_OBJECT = r"(?:(?:la|les|le|lui|leur|y|en) |l')"
_NOUNS = (
    r"(?!\w*(?:ture|cadre|titre|nombre|iere|oire|(?<!f)aire)s?\b"
    r"|(?:dossier|fichier|courrier|papier|chantier|premier|dernier)s?\b)"
)
_POINTS_BACK = re.compile(
    # « je l'ai déposée », « où est-ce qu'on le trouve »: no noun follows a subject
    rf"\b(?:je|j'|on|vous|nous|qui)(?: ne)? {_OBJECT}\w"
    # « comment la modifier », « dois-je y accéder »
    rf"|\b(?:comment|cmt|où|ou|quand|veux|voudrais|peut|peux|dois|pas) {_OBJECT}{_NOUNS}"
    r"\w+(?:er|ir|re|oir)\b"
    # « par quelle application ? », « c'est 30 jours ? »
    rf"|^{_PREPOSITION}quel(?:le)?s? \w+[\s?!.]*$|^c'est (?!quoi\b|koi\b|qui\b|où\b)"
    r"|\b(?:elles?|ils?|celle|celui|celles|ceux)\b|\b(?:lequel|laquelle|lesquels|lesquelles)\b"
    r"|\b(?:cela|cet|cette|ces)\b|\bdans ce cas\b"
    r"|\b(?:ca|ce)\b(?! (?:veut|que|qu|qui|portail|site))"
    r"|\b(?:l'un|l'une|les deux|le meme|la meme)\b|\bsi (?:oui|non)\b"
)
_IMPERSONAL = re.compile(
    r"(?:faut|y a[- ]t|existe[- ]t|suffit|vaut|\bs)[-' ]il\b|\bil (?:faut|y a|me|existe)\b"
    r"|est[- ]ce\b"
)
# « que faire ? », « est-ce normal ? » : nothing in it says what about.
_BARE = re.compile(
    r"(?:(?:et|alors|mais|comment|cmt|que|quoi|je|c'?est|est[- ]ce|ou|où|quand|pourquoi|pk|qui|quel"
    r"|quelle|combien|puis|dois|doit|on|faire|fais|fait|fe|fo|faut[- ]il|peut|normal|possible|grave"
    r"|obligatoire|cas|procede|proceder|m'?y|prendre|la|le|marche|demarche|a|suivre|pouvez|vous"
    r"|m'?aider|m'?expliquer|savoir|une|idee|solution|avez|maintenant|ensuite|apres|temps|de"
    r"|d'utilite|sert|rien|encore|svp|stp|merci|besoin|d'aide|j'ai|aide)\b[\s?!.,-]*)+"
)
_TELLS = re.compile(r"\b(?:je|j'|jai|on|nous|vous|il|elle|est|sont|ont|ai|suis|sommes|avons)\b")


def asks(words: Text) -> bool:
    return bool(_ASKS.search(words))


def wants(words: Text) -> bool:
    return bool(_WANTS.search(words))


def names_what_the_portal_knows(words: Text) -> bool:
    return bool(_NAMES.match(words))


def is_polite(words: Text) -> bool:
    return set(re.findall(r"[a-zù]+", words)) <= _POLITE and not re.search(r"\d", words)


def signs_off(words: Text) -> bool:
    return bool(re.match(r"(?:bien )?cordialement\b|bien a vous\b|sinceres salutations", words))


def points_back(words: Text) -> bool:
    """Only makes sense after what was said before it."""
    return bool(_BARE.fullmatch(words) or _POINTS_BACK.search(_IMPERSONAL.sub("peut", words)))


def tells(words: Text) -> bool:
    """A sentence with its verb, where keywords have none."""
    return bool(_TELLS.search(words))


def without_politeness(text: Text) -> Text:
    """« merci ! et la taille ? » → « et la taille ? »"""
    parts = re.split(r"([,.!;\n]+\s*)", text.strip())
    while len(parts) > 2 and is_polite(flat(parts[0])):
        parts = parts[2:]
    while len(parts) > 2 and is_polite(flat(parts[-1])):
        parts = parts[:-2]
    return "".join(parts).strip()
