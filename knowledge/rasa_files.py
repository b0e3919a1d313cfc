"""What Rasa 3.6 reads: training phrases and rules, then intents and responses."""

import json
import re
from collections.abc import Iterable, Sequence

from knowledge.model import Entry

# The accent matters: Rasa decodes a file of ASCII alone in another, lossy way.
_BANNER = "# Généré par « python -m knowledge compile » : ne pas modifier à la main.\n"
_VERSION = 'version: "3.1"\n'
_ENTITY_MARKUP = re.compile(r"\](?=[(\[{])")


def training_file(entries: Sequence[Entry]) -> str:
    """`bot/data/generated/faq.yml`: one intent and one rule per entry."""
    blocks = [_BANNER, _VERSION]
    if entries:
        blocks.append("nlu:\n")
        blocks += (_intent_block(entry) for entry in entries)
        blocks.append("rules:\n")
        blocks += (_rule_line(entry) for entry in entries)
    return "".join(blocks)


def domain_file(entries: Sequence[Entry]) -> str:
    """`bot/domain/generated/faq.yml`: intents, and responses with their text and topic."""
    blocks = [_BANNER, _VERSION]
    if entries:
        blocks.append("intents:\n")
        blocks += (f"- {entry.intent}\n" for entry in entries)
        blocks.append("responses:\n")
        blocks += (_response_block(entry) for entry in entries)
    return "".join(blocks)


def example(phrase: str) -> str:
    """The phrase on one line, so written that Rasa sees no entity in it.

    Rasa knows no escape: a space between « ] » and what follows is enough to break
    « [texte](entité) », and changes no word of the phrase.
    """
    return _ENTITY_MARKUP.sub("] ", " ".join(phrase.split()))


def response_text(text: str) -> str:
    """The text with braces doubled: Rasa replaces « {slot} » and stumbles on a lone brace."""
    return text.replace("{", "{{").replace("}", "}}")


def quote(text: str) -> str:
    """A double-quoted YAML scalar, on one line, that is always a string."""
    return "".join(_escape(char) for char in json.dumps(text, ensure_ascii=False))


def _escape(char: str) -> str:
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _intent_block(entry: Entry) -> str:
    phrases = [entry.header.title, *entry.header.questions]
    return f"- intent: {entry.intent}\n  examples: |\n{_lines(phrases)}"


def _lines(phrases: Iterable[str]) -> str:
    return "".join(f"    - {example(phrase)}\n" for phrase in phrases)


def _rule_line(entry: Entry) -> str:
    steps = f"[{{intent: {entry.intent}}}, {{action: {_action_name(entry)}}}]"
    return f"- {{rule: {quote(entry.id)}, steps: {steps}}}\n"


def _action_name(entry: Entry) -> str:
    """The answer itself; or the action that looks at the user's own case, then gives it."""
    diagnosis = entry.header.diagnosis
    return f"action_diagnose_{diagnosis.value}" if diagnosis else _response_name(entry)


def _response_block(entry: Entry) -> str:
    text, topic = quote(response_text(entry.text)), quote(entry.id)
    said = f"text: {text}, custom: {{topic: {topic}}}{_buttons(entry)}"
    return f"  {_response_name(entry)}:\n  - {{{said}}}\n"


def _buttons(entry: Entry) -> str:
    made = [
        f"{{title: {quote(offer.label)}, payload: {quote('/' + offer.value)}}}"
        for offer in entry.header.offers
    ]
    return f", buttons: [{', '.join(made)}]" if made else ""


def _response_name(entry: Entry) -> str:
    return f"utter_{entry.intent}"
