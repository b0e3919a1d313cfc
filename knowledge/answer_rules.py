"""Rules of an answer, be it the body of an entry or one of its variants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.content import Block, label_text, plain_text
from knowledge.normalise import count_words
from knowledge.problems import Severity

MAX_ANSWER_WORDS = 60
MAX_TEXT_WORDS = 250


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose place is not known here."""

    code: str
    message: str
    severity: Severity = Severity.ERROR


def answer_findings(content: Sequence[Block]) -> Iterator[Finding]:
    """The answer comes first, in few words, and the whole stays readable in a bubble."""
    yield from _opening(content)
    words = count_words(plain_text(content))
    if words > MAX_TEXT_WORDS:
        message = f"la réponse fait {words} mots ({MAX_TEXT_WORDS} au plus)."
        yield Finding("text_too_long", message, Severity.WARNING)


def _opening(content: Sequence[Block]) -> Iterator[Finding]:
    if not content:
        yield Finding("empty_body", "la réponse est vide.")
        return
    first = content[0]
    if first["type"] != "paragraph":
        yield Finding("answer_first", "la réponse commence par un paragraphe qui répond.")
        return
    words = count_words(label_text(first["children"]))
    if words > MAX_ANSWER_WORDS:
        message = f"le premier paragraphe fait {words} mots ({MAX_ANSWER_WORDS} au plus)."
        yield Finding("answer_too_long", message)
