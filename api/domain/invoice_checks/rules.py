"""Rules of the standards that an XML must follow, run elsewhere and told here.

The schema of a syntax is what a reader needs to read it at all, so breaking it is a refusal. What
Chorus Pro does of a breach of EN 16931 is not published: a doubt. The French rules are those of the
reform of 2026 for exchanges between companies, which Chorus Pro is not known to ask for: to know.
"""

import re
from collections.abc import Sequence

from api.domain.invoice_checks.check import Check, Problem, Problems, Severity
from api.domain.invoice_checks.rule_words import FRENCH_WORDS
from api.domain.invoice_checks.subject import RuleBreach, Subject

# More than these are one and the same mistake, or a file of another kind. Our choice.
MAX_TOLD = 12
_MAX_WORDS = 300
_ENTRY = "formats/xml-rules-error"
_FRENCH_RULE = re.compile(r"BR-FR-")
_NAMESPACE = re.compile(r"\{[^}]{0,300}\}")
_OCCURS = re.compile(r"Element '([\w:.-]+)' must occur exactly (\d+) times?\.")
_NOT_ALLOWED = re.compile(r"Value of '([\w:@.-]+)' is not allowed\.")
_PREFIX = re.compile(r"^\s*\[[^\]]{1,40}\]\s*-?\s*")


def told(breach: RuleBreach) -> str:
    """The rule in French where we know it, else in its own words, which are said to be English."""
    times = f" ({breach.times} fois)" if breach.times > 1 else ""
    known = FRENCH_WORDS.get(breach.rule)
    if known is not None:
        return f"Règle {breach.rule}{times} : {known}"
    words = _cut(breach.words)
    translated = _translated(words)
    if translated is not None:
        return f"Règle {breach.rule}{times} : {translated}"
    if _FRENCH_RULE.match(breach.rule):
        return f"Règle {breach.rule}{times} : {words}"
    return f"Règle {breach.rule}{times}, texte d’origine en anglais : « {words.rstrip('.')} »."


def _translated(words: str) -> str | None:
    """The two sentences that the profiles of Factur-X say of most elements."""
    if occurs := _OCCURS.fullmatch(words):
        return f"l’élément {occurs[1]} doit figurer {occurs[2]} fois exactement."
    if value := _NOT_ALLOWED.fullmatch(words):
        return f"la valeur de {value[1]} n’est pas dans la liste admise."
    return None


def _cut(words: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    line = _PREFIX.sub("", _NAMESPACE.sub("", line)).replace("://", ":/ /")
    return line if len(line) <= _MAX_WORDS else f"{line[:_MAX_WORDS]}…"


def _problems(breaches: Sequence[RuleBreach] | None) -> Problems:
    if breaches is None:
        return None
    found = [
        Problem(
            told(breach),
            breach.rule,
            severity=None if breach.fatal else Severity.INFO,
            code=breach.rule,
        )
        for breach in breaches[:MAX_TOLD]
    ]
    more = len(breaches) - MAX_TOLD
    if more > 0:
        found.append(Problem(f"Et {more} autres règles du même ensemble.", str(more)))
    return found


def _schema(subject: Subject) -> Problems:
    """The schema speaks English, and quotes the file."""
    breaches = subject.rules.schema if subject.rules else None
    if breaches is None:
        return None
    return [
        Problem(
            "Le XML ne suit pas le schéma de sa syntaxe ; texte d’origine en anglais : "
            f"« {_cut(breach.words).rstrip('.')} ».",
            breach.rule,
        )
        for breach in breaches[:MAX_TOLD]
    ]


def _en16931(subject: Subject) -> Problems:
    return _problems(subject.rules.en16931) if subject.rules else None


def _french(subject: Subject) -> Problems:
    return _problems(subject.rules.french) if subject.rules else None


def _unfinished(subject: Subject) -> Problems:
    if subject.rules is None:
        return None
    reason = subject.rules.unfinished
    return [] if reason is None else [Problem(reason)]


CHECKS = (
    Check(
        "rules.schema",
        Severity.REFUSED,
        _ENTRY,
        "Transmettez ce message à l’éditeur de votre logiciel, ou déposez un PDF ordinaire.",
        _schema,
        "xml",
    ),
    Check(
        "rules.en16931",
        Severity.DOUBTFUL,
        _ENTRY,
        "Corrigez la donnée dans votre logiciel, ou transmettez la règle à son éditeur.",
        _en16931,
        "xml",
    ),
    Check(
        "rules.french",
        Severity.INFO,
        _ENTRY,
        "Rien à faire pour Chorus Pro aujourd’hui, d’après nos sources ; parlez-en à l’éditeur.",
        _french,
        "xml",
    ),
    Check(
        "rules.unfinished",
        Severity.INFO,
        _ENTRY,
        "Faites vérifier le fichier de nouveau dans un instant.",
        _unfinished,
        "xml",
    ),
)
